// Settings of the livestream shop 创富工坊.
import { Type } from 'typebox';
import { FirstSessions } from './workshop-sessions.ts';

const strict = { additionalProperties: false } as const;

export const Workshop = Type.Object(
  {
    sessions: FirstSessions,
  },
  { ...strict, default: {} },
);
