// The driver and a TCP printer of the test, connected and well, with waits that suit a printer which answers at once or never.
import type { Printer } from '../../devices/device.ts';
import { createPrinter, type PrinterOptions } from '../../devices/printer.ts';
import type { Slip } from '../../devices/slip.ts';
import { createTcpTransport } from '../../devices/transports/tcp.ts';
import { quiet, until } from './quiet.ts';
import { createTcpPrinter, type TcpPrinter, type TcpPrinterOptions } from './tcp-printer.ts';

const hasty = {
  deadlines: { replyMs: 1_000, writeMs: 1_000, completionMs: 3_000, watchMs: 15, pollMs: 40 },
  backOff: { firstMs: 15, maxMs: 60 },
};

export interface Connection {
  device: TcpPrinter;
  printer: Printer;
}

export function createConnections() {
  const parts: { stop(): Promise<void> }[] = [];
  return {
    async connected(
      device: TcpPrinterOptions = {},
      options: Partial<PrinterOptions> = {},
    ): Promise<Connection> {
      const tcp = createTcpPrinter(device);
      await tcp.start();
      const { port } = tcp;
      const printer = createPrinter({
        open: () => createTcpTransport({ host: '127.0.0.1', port, lingerMs: 50 }),
        logger: quiet(),
        ...hasty,
        ...options,
      });
      parts.push(tcp, printer);
      await printer.start();
      await until(() => printer.status().state === 'ready', 'a ready printer');
      return { device: tcp, printer };
    },
    async tidy(): Promise<void> {
      for (const part of parts.splice(0).reverse()) await part.stop();
    },
  };
}

export function ticket(number: string, copy = 1): Slip {
  return {
    copy,
    lines: [
      { kind: 'text', text: '第六埠村党群服务中心', align: 'centre' },
      { kind: 'number', text: number },
      { kind: 'qr', data: `DQ1.${number}` },
      ...Array.from({ length: 20 }, (_, i) => ({ kind: 'text' as const, text: `第${i}行` })),
    ],
  };
}

/** `A012 cut`, for each slip that came out. */
export function numbers({ slips }: TcpPrinter): string[] {
  return slips.map(({ lines, end }) => `${lines[1] ?? ''} ${end}`);
}
