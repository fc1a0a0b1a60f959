import type { ModelError } from '../../contract/runs.ts';
import type { CmdenvMessage } from './cmdenv.ts';

/**
 * Makes the normalised form that groups model errors that are alike: numbers, indices, addresses and paths go, the words,
 * the module (without indices) and its class stay.
 */
function toSignature(message: CmdenvMessage): string {
  const words = message.text
    .replace(/ -- at \S+/g, '')
    .replace(/0x[0-9a-f]+/gi, '#')
    .replace(/(?:\/[\w.+-]+){2,}/g, '…')
    .replace(/\[\d+(?:\.\.\d+)?\]/g, '[*]')
    .replace(/[-+]?\d+(?:\.\d+)?(?:e[-+]?\d+)?/gi, '#')
    .replace(/\s+/g, ' ')
    .trim();
  const module = message.module?.replace(/\[\d+\]/g, '[*]');
  const place = module ? ` in ${module}${message.moduleClass ? ` (${message.moduleClass})` : ''}` : '';
  return `${words}${place}${message.phase ? ` during ${message.phase}` : ''}`;
}

/** A simulation's error message as the contract tells it. */
export function toModelError(message: CmdenvMessage): ModelError {
  const { text, module, moduleClass, simulatedTime, event, phase } = message;
  return {
    message: text,
    signature: toSignature(message),
    ...(module === undefined ? {} : { module }),
    ...(moduleClass === undefined ? {} : { moduleClass }),
    ...(simulatedTime === undefined ? {} : { simulatedTime }),
    ...(event === undefined ? {} : { event }),
    ...(phase === undefined ? {} : { phase }),
  };
}
