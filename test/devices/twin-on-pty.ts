// A twin, or a printer on a socket, at the device's end of a pty: the device's power may fail while the cable stays.
import type { Transport } from '../../devices/transports/transport.ts';
import type { Pty } from './pty.ts';

export interface TwinOnPty {
  stop(): Promise<void>;
}

/** @param connect the twin's own end, as a driver would open it; opened again when the twin lets go of it */
export async function putTwinOnPty(pty: Pty, connect: () => Transport): Promise<TwinOnPty> {
  let wire: Transport | null = null;
  let running = true;

  async function plugIn(): Promise<void> {
    const next = connect();
    next.onData(pty.send);
    next.onClose(() => {
      // What comes now is lost, as on a device without power.
      wire = null;
      setTimeout(() => running && void plugIn().catch(() => {}), 10);
    });
    await next.open();
    wire = next;
  }

  pty.onData((bytes) => void wire?.write(bytes, 60_000).catch(() => {}));
  await plugIn();
  return {
    async stop() {
      running = false;
      await wire?.close();
    },
  };
}
