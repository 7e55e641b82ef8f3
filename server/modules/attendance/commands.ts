// Checking in and out, and what the centre adopts from its settings.
import { type CommandDefinition, type Decision, event } from '../../store/module.ts';
import {
  type CentreProfile,
  type CentreView,
  noticeVersion,
  refuse as refuseDay,
} from '../centre/schema.ts';
import { type DirectoryView, refuse as refuseUnit } from '../directory/schema.ts';
import { AdoptOptionsBody, CheckInCommandBody, CheckOutCommandBody } from './bodies.ts';
import { identify, openVisitOf, type Visitor, visitsOfLeaving } from './identity.ts';
import {
  type AttendanceView,
  type CheckInReply,
  optionsAdopted,
  refuse,
  visitEnded,
  visitStarted,
} from './schema.ts';

export interface Reads {
  attendance: AttendanceView;
  directory: DirectoryView;
  centre: CentreView;
}

/** Settings are adopted at every start; only a change is worth an event. */
export const adoptOptions: CommandDefinition<Reads, typeof AdoptOptionsBody, { adopted: boolean }> =
  {
    type: 'attendance.adoptOptions',
    body: AdoptOptionsBody,
    decide({ attendance }, { purposes }) {
      const same = JSON.stringify(purposes) === JSON.stringify(attendance.purposes);
      return {
        events: same ? [] : [event(optionsAdopted, { purposes })],
        reply: { adopted: !same },
      };
    },
  };

export const checkIn: CommandDefinition<Reads, typeof CheckInCommandBody, CheckInReply> = {
  type: 'attendance.checkIn',
  body: CheckInCommandBody,
  decide(views, body, context) {
    const { day, profile } = views.centre;
    if (!day || !profile) return refuseDay('DAY_NOT_OPEN');
    if (!views.attendance.purposes.includes(body.purpose)) return refuse('PURPOSE_NOT_OFFERED');
    const unitId = 'unitId' in body ? (body.unitId ?? null) : null;
    if (unitId !== null && !isUnit(views.directory, unitId)) return refuseUnit('UNIT_NOT_FOUND');

    if (body.method === 'headcount') {
      return start(context.id(0), day, body, nobody, { unitId, keyId: null, notice: null });
    }
    const disagreement = noticeRefusal(body.notice, profile);
    if (disagreement) return disagreement;
    const who = identify(views.directory, body, day, context);
    if ('refused' in who) return who;
    const already = openVisitOf(views.attendance, who, body, context);
    if (already) {
      const { id, purpose, headcount } = already;
      return { events: [], reply: { id, purpose, headcount, already: true } };
    }
    return start(context.id(0), day, body, who, {
      unitId: unitId ?? who.person?.unitId ?? null,
      keyId: who.person ? null : context.newKey(),
      notice: body.notice,
    });
  },
};

const nobody: Visitor = { person: null, proof: 'none', phone: null, name: null, idNumber: null };

/** Personal fields only after the notice that is in force now. */
function noticeRefusal(notice: string, profile: CentreProfile) {
  if (notice === '') return refuse('NOTICE_NOT_AGREED');
  return notice === noticeVersion(profile) ? null : refuse('NOTICE_OUTDATED');
}

function start(
  visitId: string,
  day: string,
  body: CheckInCommandBody,
  { person, proof, phone, name, idNumber }: Visitor,
  { unitId, keyId, notice }: { unitId: string | null; keyId: string | null; notice: string | null },
): Decision<CheckInReply> {
  const { method, purpose } = body;
  const headcount = body.method === 'headcount' ? body.headcount : 1;
  const started = event(visitStarted, {
    visitId,
    day,
    purpose,
    method,
    proof,
    headcount,
    unitId,
    personId: person?.id ?? null,
    keyId,
    ...(name !== null && { name }),
    ...(phone !== null && { phone }),
    ...(idNumber !== null && { idNumber }),
    noticeVersion: notice,
  });
  return { events: [started], reply: { id: visitId, purpose, headcount, already: false } };
}

export function isUnit(directory: DirectoryView, unitId: string): boolean {
  return directory.units.some(({ id }) => id === unitId);
}

/** Answers the same whether somebody was found or not: a kiosk tells nobody who is inside. */
export const checkOut: CommandDefinition<Reads, typeof CheckOutCommandBody, { done: true }> = {
  type: 'attendance.checkOut',
  body: CheckOutCommandBody,
  decide({ attendance, directory }, body, context) {
    const visits = visitsOfLeaving(attendance, directory, body, context);
    if ('refused' in visits) return visits;
    return {
      events: visits.map((visitId) => event(visitEnded, { visitId, by: body.method })),
      reply: { done: true },
    };
  },
};
