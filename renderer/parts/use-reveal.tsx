import { notifications } from '@mantine/notifications';
import { asFailure, describeFailure } from '../words/describe-failure.ts';
import { useApp } from './app-context.tsx';
import { CopyButton } from './copy-button.tsx';

/** Shows a file or folder in the desktop's file viewer; where there is no desktop, its path for copying. */
export function useReveal(): (path: string) => Promise<void> {
  const { client } = useApp().connection;
  return async path => {
    try {
      const { shown } = await client.results.reveal({ path });
      if (!shown) tell('There is no file viewer to open it in', path);
    } catch (error) {
      tell(describeFailure(asFailure(error)).title, path);
    }
  };
}

function tell(title: string, path: string): void {
  notifications.show({
    title,
    message: (
      <>
        <span className="mono" style={{ overflowWrap: 'anywhere' }}>
          {path}
        </span>{' '}
        <CopyButton text={path} label="Copy path" />
      </>
    ),
    autoClose: 12_000,
  });
}
