// The datagram socket that systemd would listen on. Node has none of that kind; perl is in every Debian.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface NotifySocket {
  readonly path: string;
  /** What arrived so far, one message each. */
  readonly messages: string[];
  close(): Promise<void>;
}

const LISTEN = `
use Socket;
socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die $!;
bind($socket, pack_sockaddr_un($ARGV[0])) or die $!;
$| = 1;
print "listening\\n";
while (defined recv($socket, my $message, 4096, 0)) { $message =~ s/\\n/ /g; print "$message\\n"; }
`;

export async function openNotifySocket(folder: string): Promise<NotifySocket> {
  const path = join(folder, 'notify');
  const messages: string[] = [];
  const perl = spawn('perl', ['-e', LISTEN, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface(perl.stdout);
  await once(lines, 'line');
  // systemd-notify sends BARRIER=1 behind each message, to wait until it was taken.
  lines.on('line', (line) => line !== 'BARRIER=1' && messages.push(line));
  return {
    path,
    messages,
    async close() {
      perl.kill();
      await once(perl, 'exit');
    },
  };
}
