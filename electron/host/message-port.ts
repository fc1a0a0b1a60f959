import { RPCHandler } from '@orpc/server/message-port';
import type { Services } from '../services/services.ts';
import { createRouter, type ReportBug } from './router.ts';

/** Ports as Electron's main process and as Node have them. */
export type Port = Parameters<RPCHandler<Record<never, never>>['upgrade']>[0];

/** Offers the services over message ports, one for each window; closing a port ends all that was asked through it. */
export function createPortHost(services: Services, reportBug: ReportBug): { offer(port: Port): void } {
  const handler = new RPCHandler(createRouter(services, reportBug));
  return { offer: port => handler.upgrade(port) };
}
