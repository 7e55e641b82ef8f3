// A camera, OBS and a media server in one: ffmpeg makes a live HLS stream, a small server on loopback hands it out, with a
// switch for each way in which such a thing fails in the field.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

export interface HlsSource {
  readonly origin: string;
  /** What a session has as its address. */
  readonly url: string;
  /** cut: the server is gone · frozen: the playlist stands still · absent: 404 · hevc: a video that nothing here decodes */
  be(state: SourceState): void;
  stop(): Promise<void>;
}
export type SourceState = 'well' | 'cut' | 'frozen' | 'absent' | 'hevc';
export interface SourceOptions {
  /** Without PROGRAM-DATE-TIME: false. */
  readonly dated?: boolean;
}

const MASTER = 'stream.m3u8';
const LIST = 'video.m3u8';
const TYPES: Readonly<Record<string, string>> = { m3u8: 'application/vnd.apple.mpegurl' };

export async function startHlsSource({ dated = true }: SourceOptions = {}): Promise<HlsSource> {
  const folder = await mkdtemp(join(tmpdir(), 'kiosk-hls-'));
  const camera = film(folder, dated);
  const sockets = new Set<Socket>();
  let state: SourceState = 'well';
  let frozen: string | null = null;

  async function contentOf(name: string): Promise<Buffer | string> {
    const content = await readFile(join(folder, name));
    if (name === MASTER && state === 'hevc') {
      return content.toString().replace(/avc1\.\w+/, 'hvc1.1.6.L93.B0');
    }
    if (name !== LIST || state !== 'frozen') return content;
    frozen ??= content.toString();
    return frozen;
  }
  const server = createServer(async ({ url = '/' }, response) => {
    const name = basename(new URL(url, 'http://x').pathname);
    const content = state === 'absent' ? null : await contentOf(name).catch(() => null);
    response.writeHead(content === null ? 404 : 200, {
      'access-control-allow-origin': '*',
      'content-type': TYPES[name.split('.').at(-1) ?? ''] ?? 'video/mp2t',
    });
    response.end(content ?? '');
  });
  server.on('connection', (socket) => {
    if (state === 'cut') socket.destroy();
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await firstSegments(join(folder, LIST), camera);
  return {
    origin,
    url: `${origin}/${MASTER}`,
    be(wanted) {
      state = wanted;
      frozen = null;
      if (wanted === 'cut') for (const socket of sockets) socket.destroy();
    },
    async stop() {
      camera.kill('SIGKILL');
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Small and slow: the picture is not what is tested. Segments of a second, as OBS sends with a keyframe each second. */
function film(folder: string, dated: boolean): ChildProcess {
  const flags = ['delete_segments', 'omit_endlist', 'independent_segments'];
  const options = [
    ['-re', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=12'],
    ['-re', '-f', 'lavfi', '-i', 'sine=frequency=330:sample_rate=44100'],
    ['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'baseline', '-g', '12'],
    ['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-b:a', '48k'],
    ['-f', 'hls', '-hls_time', '1', '-hls_list_size', '6', '-hls_delete_threshold', '4'],
    ['-hls_flags', [...flags, ...(dated ? ['program_date_time'] : [])].join('+')],
    ['-master_pl_name', MASTER, join(folder, LIST)],
  ];
  return spawn('ffmpeg', ['-nostdin', '-loglevel', 'error', ...options.flat()], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function firstSegments(list: string, camera: ChildProcess): Promise<void> {
  while (camera.exitCode === null) {
    const text = await readFile(list, 'utf8').catch(() => '');
    if (text.split('#EXTINF').length > 3) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`ffmpeg ended with ${camera.exitCode}`);
}
