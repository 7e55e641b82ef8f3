// 大屏和广播: what all boards say beside the calls, and how they sound.
import { mayUse, useSession } from '../staff.ts';
import { Announcements } from './announcements.tsx';
import { Clips } from './clips.tsx';
import { SoundSettings } from './sound-settings.tsx';

export function VoiceSection() {
  const manages = mayUse(useSession(), ['manager', 'admin']);
  return (
    <>
      <Announcements />
      {manages && <SoundSettings />}
      {manages && <Clips />}
    </>
  );
}
