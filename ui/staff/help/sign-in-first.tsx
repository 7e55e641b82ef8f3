// 叫工作人员 before anybody is signed in: it rings here too, but who may go is decided after signing in.
import { useEffect, useMemo } from 'preact/hooks';
import type { HelpWaitingSlice } from '../../../server/modules/help/schema.ts';
import { Bell } from '../../kit/icons.tsx';
import { createStream } from '../../kit/stream.ts';
import { zhStaff } from '../../text/zh-staff.ts';
import { SoundBlocked, useAlarm } from './ringing.tsx';
import './help.css';

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
  return (
    <div class="help">
      {waiting && (
        <div class="help-call" role="alert" data-ringing={alarm.ringing.value}>
          <Bell />
          <b>{zhStaff.help.signInFirst}</b>
        </div>
      )}
      <SoundBlocked alarm={alarm} />
    </div>
  );
}
