import { useEffect } from 'react';
import { Answered } from '../../models/answered.ts';
import { useModel, useOwn } from '../../models/use-model.ts';
import { useApp } from '../../parts/app-context.tsx';
import { CopyButton } from '../../parts/copy-button.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { LoadingState } from '../../parts/loading-state.tsx';
import { Section } from './section.tsx';
import classes from './settings.module.css';

/** Which simswarm this is: what a report should say. */
export function AboutSection() {
  const { connection } = useApp();
  const about = useOwn(
    () => new Answered(connection, (client, _question: object, signal) => client.health.about({}, signal)),
  );
  const { answer, failure } = useModel(about);
  useEffect(() => {
    void about.ask({});
    return () => about.cancel();
  }, [about]);
  const facts = answer
    ? ([
        ['simswarm', answer.version],
        ['Node', answer.node],
        ['System', answer.platform],
        ['Shown by', answer.host === 'electron' ? 'the desktop application' : 'a browser'],
        ['Storage', answer.storageFolder],
      ] as const)
    : [];
  const text = facts.map(([name, value]) => `${name}: ${value}`).join('\n');
  return (
    <Section title="About" actions={answer && <CopyButton text={text} label="Copy" size="xs" />}>
      {failure && <FailureNotice failure={failure} onRetry={about.retry} />}
      {!answer && !failure && <LoadingState what="the version" lines={3} />}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="dim" style={{ margin: 0 }}>
        Nothing leaves this computer unless you connect it to a cluster.
      </p>
    </Section>
  );
}
