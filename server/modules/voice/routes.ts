// Sound for the boards; settings, announcements and a test call for staff.
import type { FastifyReply } from 'fastify';
import { type App, ProblemError, run } from '../../http/app.ts';
import type { Sound as SpeechSound } from '../../speech/recordings.ts';
import type { Speech } from '../../speech/speech.ts';
import type { Store } from '../../store/store.ts';
import { announce, putSound, withdraw } from './commands.ts';
import {
  AnnounceBody,
  AnnouncementParams,
  AnnounceReply,
  CallQuery,
  ClipList,
  ClipParams,
  DoneReply,
  EmptyBody,
  Sound,
  TestCallBody,
  type TestCallMoment,
  TestCallReply,
  type VoiceRefusal,
  type VoiceView,
  voiceRefusals,
} from './schema.ts';
import { announcementText } from './view.ts';

interface Deps {
  store: Store<{ voice: VoiceView }>;
  speech: Speech;
}
const managers = { roles: ['manager', 'admin'] } as const;
const anyStaff = { roles: 'anyStaff' } as const;

/** For every listener that boards come to. */
export function touchRoutes(app: App, { store, speech }: Deps): void {
  app.get('/api/voice/clips', { schema: { response: { 200: ClipList } } }, () => listed(speech));
  app.get('/api/voice/clips/:name', { schema: { params: ClipParams } }, async (request, reply) => {
    const sound = await speech.clip(request.params.name);
    return send(reply, sound, 'CLIP_NOT_FOUND');
  });
  app.get('/api/voice/calls', { schema: { querystring: CallQuery } }, async (request, reply) => {
    const { number, window } = request.query;
    return send(reply, await speech.call(number, Number(window)), 'SPEECH_UNAVAILABLE');
  });
  app.get(
    '/api/voice/announcements/:id',
    { schema: { params: AnnouncementParams } },
    async (request, reply) => {
      const { id } = request.params;
      const text = await store.read(({ voice }) => announcementText(voice, id));
      if (text === null) throw problem('ANNOUNCEMENT_NOT_FOUND');
      return send(reply, await speech.text(id, text), 'SPEECH_UNAVAILABLE');
    },
  );
}

/** @param testCall tells the boards; how many there are */
export function staffRoutes(
  app: App,
  { store, speech, testCall }: Deps & { testCall: (moment: TestCallMoment) => number },
): void {
  app.get('/api/voice/clips', { schema: { response: { 200: ClipList } }, config: managers }, () =>
    listed(speech),
  );
  app.post(
    '/api/voice/sound',
    { schema: { body: Sound, response: { 200: DoneReply } }, config: managers },
    (request) => run(store, putSound, request, request.body),
  );
  app.post(
    '/api/voice/tests',
    { schema: { body: TestCallBody, response: { 200: TestCallReply } }, config: managers },
    async (request) => ({ boards: testCall(request.body) }),
  );
  app.post(
    '/api/voice/announcements',
    { schema: { body: AnnounceBody, response: { 201: AnnounceReply } }, config: anyStaff },
    async (request, reply) => {
      reply.code(201);
      return run(store, announce, request, request.body);
    },
  );
  app.post(
    '/api/voice/announcements/:id/withdrawal',
    {
      schema: { params: AnnouncementParams, body: EmptyBody, response: { 200: DoneReply } },
      config: anyStaff,
    },
    (request) => run(store, withdraw, request, { announcementId: request.params.id }),
  );
}

async function listed(speech: Speech): Promise<ClipList> {
  return { clips: await speech.clips() };
}

function send(
  reply: FastifyReply,
  sound: SpeechSound | null,
  otherwise: VoiceRefusal,
): FastifyReply {
  if (!sound) throw problem(otherwise);
  return reply.type(sound.type).send(sound.bytes);
}

function problem(code: VoiceRefusal): ProblemError {
  return new ProblemError(code, voiceRefusals[code]);
}
