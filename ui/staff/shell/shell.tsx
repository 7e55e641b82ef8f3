// The frame around every section: head, navigation, what is wrong, and the alarm.
import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../kit/button.tsx';
import { Toasts } from '../../kit/notice.tsx';
import { zhStaff } from '../../text/zh-staff.ts';
import { HelpBanner } from '../help/help-banner.tsx';
import { Loading } from '../parts/notes.tsx';
import { type Section, sections } from '../sections.ts';
import { mayUse, useSession, useStaff } from '../staff.ts';
import { useCutOff } from './cut-off.ts';
import { Head } from './head.tsx';
import { Navigation } from './navigation.tsx';
import { OfflineOverlay } from './offline-overlay.tsx';
import { useSignsOfLife } from './signs-of-life.ts';
import { StoreBanner } from './store-banner.tsx';
import './shell.css';

export function Shell() {
  const { live, router } = useStaff();
  const session = useSession();
  const main = useRef<HTMLElement>(null);
  const cutOff = useCutOff();
  useSignsOfLife();
  useEffect(() => {
    live.start();
    return () => live.stop();
  }, [live]);

  const allowed = sections.filter(({ roles }) => mayUse(session, roles));
  const { name } = router.route.value;
  const section = allowed.find((one) => one.name === name);
  return (
    <>
      <div class="shell" inert={cutOff !== null}>
        <button type="button" class="skip" onClick={() => main.current?.focus()}>
          {zhStaff.navigation.skip}
        </button>
        <HelpBanner />
        <Head />
        <Navigation sections={allowed} current={name} />
        <main class="main" ref={main} tabIndex={-1}>
          <StoreBanner />
          {live.outdated.value && <Outdated />}
          <h1>{section ? zhStaff.sections[section.name] : zhStaff.title}</h1>
          {section ? <Loaded key={section.name} section={section} /> : <NotHere />}
        </main>
        <Toasts />
      </div>
      {cutOff && <OfflineOverlay kind={cutOff} />}
    </>
  );
}

function Loaded({ section }: { section: Section }) {
  // In an object: a component is a function, which a signal's setter must not call.
  const loaded = useSignal<{ Part: ComponentType } | 'failed' | null>(null);
  useEffect(() => {
    section.load().then(
      (Part) => {
        loaded.value = { Part };
      },
      () => {
        loaded.value = 'failed';
      },
    );
  }, [section, loaded]);
  if (loaded.value === null) return <Loading />;
  // The files of an earlier build are gone after an update.
  if (loaded.value === 'failed') return <Outdated />;
  const { Part } = loaded.value;
  return <Part />;
}

function Outdated() {
  return (
    <div class="note note-trouble">
      <p>{zhStaff.outdated.text}</p>
      <Button onTap={() => location.reload()}>{zhStaff.outdated.reload}</Button>
    </div>
  );
}

function NotHere() {
  const { router } = useStaff();
  return (
    <div class="note note-plain">
      <p>{zhStaff.navigation.notFound}</p>
      <Button onTap={() => router.go('today')}>{zhStaff.navigation.toToday}</Button>
    </div>
  );
}
