// How the boards sound; an announcement and its end.
import { type CommandDefinition, event } from '../../store/module.ts';
import {
  AnnounceBody,
  type AnnounceReply,
  announced,
  refuse,
  Sound,
  soundPut,
  type VoiceView,
  WithdrawBody,
  withdrawn,
} from './schema.ts';

interface Reads {
  voice: VoiceView;
}

export const putSound: CommandDefinition<Reads, typeof Sound, { done: true }> = {
  type: 'voice.putSound',
  body: Sound,
  decide({ voice }, sound) {
    if (sound.quiet && sound.quiet.from === sound.quiet.to) return refuse('QUIET_HOURS_EMPTY');
    const same = JSON.stringify(inOrder(sound)) === JSON.stringify(inOrder(voice.sound));
    return { events: same ? [] : [event(soundPut, sound)], reply: { done: true } };
  },
};

function inOrder({ volume, quiet, chime, repeat, shopSound = false }: Sound): unknown[] {
  return [volume, quiet?.from, quiet?.to, chime, repeat, shopSound];
}

export const announce: CommandDefinition<Reads, typeof AnnounceBody, AnnounceReply> = {
  type: 'voice.announce',
  body: AnnounceBody,
  decide(_views, body, context) {
    const text = body.text.trim();
    if (text === '') return refuse('ANNOUNCEMENT_EMPTY');
    const id = context.id(0);
    return { events: [event(announced, { announcementId: id, text })], reply: { id } };
  },
};

/** Twice is as good as once: two people may press at the same time. */
export const withdraw: CommandDefinition<Reads, typeof WithdrawBody, { done: true }> = {
  type: 'voice.withdraw',
  body: WithdrawBody,
  decide({ voice }, { announcementId }) {
    const found = voice.announcements.find(({ id }) => id === announcementId);
    if (!found) return refuse('ANNOUNCEMENT_NOT_FOUND');
    return {
      events: found.withdrawn ? [] : [event(withdrawn, { announcementId })],
      reply: { done: true },
    };
  },
};
