// Pages that come when they are wanted, so that everybody's first page is not kept waiting for them.
import { signal } from '@preact/signals';
import type { FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../kit/button.tsx';
import { common } from '../text/zh.ts';
import { Page } from './page.tsx';

export interface LazyPages<Props> {
  /** Ahead of the tap that opens them; may be called again and again. */
  load(): Promise<void>;
  Pages: FunctionComponent<Props>;
}

export function lazyPages<Props extends object>(
  fetchPages: () => Promise<FunctionComponent<Props>>,
): LazyPages<Props> {
  const pages = signal<FunctionComponent<Props> | null>(null);
  const failed = signal(false);

  async function load(): Promise<void> {
    if (pages.value) return;
    failed.value = false;
    try {
      pages.value = await fetchPages();
    } catch {
      // The line is dead, or the server has newer pages than this one.
      failed.value = true;
    }
  }

  function Pages(props: Props) {
    const Loaded = pages.value;
    useEffect(() => void load(), []);
    if (Loaded) return <Loaded {...props} />;
    return failed.value ? (
      <Page
        name="lazy"
        title={common.notOpened}
        action={
          <Button look="go" onTap={() => void load()}>
            {common.again}
          </Button>
        }
      >
        <p class="waiting-text">{common.unreachable}</p>
      </Page>
    ) : (
      <Page name="lazy" title={common.opening}>
        {null}
      </Page>
    );
  }
  return { load, Pages };
}
