// The one-time code for the first administrator, or for a lost PIN: to be read by somebody standing here.
import type { SetupSlice } from '../../../server/auth/schema.ts';
import { Button } from '../../kit/button.tsx';
import { Clauses } from '../../kit/clauses.tsx';
import { setup as text } from '../../text/zh.ts';
import { useKiosk } from '../kiosk.ts';
import './setup.css';

export interface SetupPageProps {
  code: NonNullable<SetupSlice['code']>;
  urls: readonly string[];
}

export function SetupPage({ code, urls }: SetupPageProps) {
  const { visits } = useKiosk();
  const recovery = code.purpose === 'recovery';
  const title = recovery ? text.recoveryTitle(code.account ?? '') : text.firstTitle;
  const [first, second] = recovery ? text.recoverySteps : text.steps;
  return (
    <main class="setup">
      <div class="setup-what">
        <h1>{title}</h1>
        <ol>
          <li>
            <span>
              <Clauses text={first} />
            </span>
            {urls.length > 0 ? (
              urls.map((url) => (
                <b class="setup-url" key={url}>
                  {url}
                </b>
              ))
            ) : (
              <b>{text.noUrl}</b>
            )}
          </li>
          <li>
            <span>
              <Clauses text={second} />
            </span>
            <b class="setup-code">{code.digits}</b>
          </li>
        </ol>
      </div>
      <Button onTap={() => visits.go({ name: 'home' })}>{text.visitors}</Button>
    </main>
  );
}
