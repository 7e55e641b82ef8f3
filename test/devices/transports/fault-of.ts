// What a transport's refusal says.
import { TransportError } from '../../../devices/transports/transport.ts';

export async function faultOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof TransportError)) throw new Error(`no TransportError: ${String(error)}`);
  return error.fault;
}
