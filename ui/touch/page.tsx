// The frame of every page of a visit: the question on top, the same four ways out at the bottom.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Clauses } from '../kit/clauses.tsx';
import { Clock } from '../kit/clock.tsx';
import { Back, Bell, Home, Letter } from '../kit/icons.tsx';
import { largeType } from '../kit/large-type.ts';
import { common } from '../text/zh.ts';
import { useKiosk } from './kiosk.ts';
import './page.css';

export interface PageProps {
  title: string;
  /** A line under the title. */
  hint?: string | undefined;
  children: ComponentChildren;
  /** The next step, above the way out. */
  action?: ComponentChildren;
  name: string;
  /** A page with one thing on it: the title stands over it. */
  centred?: boolean;
}

export function Page({ title, hint, children, action, name, centred }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Readers and keyboards begin at the question of the new page.
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <div class={`page page-${name}${centred ? ' page-centred' : ''}`}>
      <Top />
      <main class="page-main">
        <div class="page-title">
          <h1 ref={heading} tabIndex={-1}>
            <Clauses text={title} />
          </h1>
          {hint && (
            <p>
              <Clauses text={hint} />
            </p>
          )}
        </div>
        <div class="page-body">{children}</div>
        {action && <div class="page-action">{action}</div>}
      </main>
      <WaysOut />
    </div>
  );
}

function Top() {
  const centre = useKiosk().slices.centre.value;
  if (!centre) return null;
  return (
    <header class="top">
      <span class="top-name">{centre.name}</span>
      {centre.demo && <DemoBadge />}
      {!centre.dayNeedsConfirmation && <Clock zone={centre.zone} />}
    </header>
  );
}

export function DemoBadge() {
  return <span class="demo-badge">{common.demo}</span>;
}

function WaysOut() {
  const { visits } = useKiosk();
  const { name } = visits.screen.value;
  return (
    <nav class="ways" aria-label={common.ways}>
      {visits.canGoBack.value && (
        <Way icon={<Back />} name={common.back} onTap={() => visits.back()} />
      )}
      <Way icon={<Home />} name={common.home} onTap={() => visits.arrive({ name: 'home' })} />
      <LargeTypeWay />
      {name !== 'help' && <HelpWay />}
    </nav>
  );
}

export function LargeTypeWay() {
  const on = largeType.value;
  const toggle = () => {
    largeType.value = !on;
  };
  return <Way icon={<Letter />} name={on ? common.normalType : common.largeType} onTap={toggle} />;
}

export function HelpWay() {
  const { visits, stopped } = useKiosk();
  // A call is a record too: without a disk nobody would hear it.
  if (stopped.value) return null;
  return <Way icon={<Bell />} name={common.callStaff} onTap={() => visits.go({ name: 'help' })} />;
}

interface WayProps {
  icon: ComponentChildren;
  name: string;
  onTap: () => void;
}
function Way({ icon, name, onTap }: WayProps) {
  return (
    <button type="button" class="way" onClick={onTap}>
      {icon}
      <span>{name}</span>
    </button>
  );
}
