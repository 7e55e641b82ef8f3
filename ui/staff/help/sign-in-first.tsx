// 叫工作人员 before anybody is signed in: it rings here too, but who may go is decided after signing in.
import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { HelpWaitingSlice } from '../../../server/modules/help/schema.ts';
import { Bell } from '../../kit/icons.tsx';
import { createStream } from '../../kit/stream.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { SoundBlocked, useAlarm } from './ringing.tsx';
import './help.css';

/** A blink of the network is nobody's business. */
const PATIENCE_MS = 3000;

interface SignInSlices {
  helpWaiting: HelpWaitingSlice;
}

export function SignInFirst() {
  const live = useMemo(
    () =>
      createStream<SignInSlices>({
        url: '/api/help/events?page=signIn',
        names: ['helpWaiting'],
      }),
    [],
  );
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);
  const waiting = live.slices.helpWaiting.value?.waiting ?? false;
  const alarm = useAlarm(waiting);
  const deaf = useDeafness(live.connected.value);
  return (
    <div class="help">
      {waiting && (
        <div class="help-call" role="alert" data-ringing={alarm.ringing.value}>
          <Bell />
          <b>{zhStaff.help.signInFirst}</b>
        </div>
      )}
      <SoundBlocked alarm={alarm} />
      {deaf && (
        <div class="help-blocked" role="status">
          {zhStaff.offline.deaf}
        </div>
      )}
    </div>
  );
}

/** True when no news have come for longer than a blink: nobody must rely on the chime then. */
function useDeafness(connected: boolean): boolean {
  const deaf = useSignal(false);
  useEffect(() => {
    deaf.value = false;
    if (connected) return;
    const timer = setTimeout(() => {
      deaf.value = true;
    }, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [connected, deaf]);
  return deaf.value;
}
