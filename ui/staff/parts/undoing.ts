// 撤销 of a toast.
import { useMemo } from 'preact/hooks';
import { newKey, type Outcome, post } from '../../kit/api.ts';
import { type ToastAction, toast } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { useStaff } from '../staff.ts';
import { failureText } from './requests.ts';

const text = zhStaff.common;

/** Sends what takes a change back, once, and says what came of it. */
export function useUndoing(): (path: string, body: unknown) => ToastAction {
  const { sessions } = useStaff();
  return useMemo(() => {
    function ended(outcome: Outcome<unknown>): void {
      if (outcome.ok) toast('good', text.undone);
      else {
        sessions.noticed(outcome.failure);
        toast('stop', text.notUndone(failureText(outcome.failure)));
      }
    }
    return (path, body) => {
      const key = newKey();
      return { label: text.undo, run: () => void post(path, body, key).then(ended) };
    };
  }, [sessions]);
}
