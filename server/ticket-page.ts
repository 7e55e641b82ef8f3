// What a phone sees that follows the code of a slip: the number and how far the queue is. Whole HTML without a script, so that
// the oldest phone can show it; nothing of it tells who holds the slip.
import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import type { App } from './http/app.ts';
import type { Parts } from './kiosk.ts';
import type { TicketStatus } from './modules/services/page-schema.ts';
import { selectTicket } from './modules/services/pages.ts';
import type { TicketState } from './modules/services/schema.ts';

const CodeParams = Type.Object({ code: Type.String({ maxLength: 256 }) });
const REFRESH_S = 20;
/** States that something will come after. */
const MOVING: readonly TicketState[] = ['waiting', 'called', 'serving', 'held', 'missed'];
const STYLE = `body{margin:0;background:#fbf7ef;color:#231c18;font:20px/1.5 sans-serif;text-align:center}
main{max-width:560px;margin:0 auto;padding:32px 20px}
h1{margin:24px 0 8px;font-size:96px;line-height:1;color:#7d1612}
.item{margin:0;font-size:24px}
.say{margin:28px 0 0;padding:20px;border:2px solid #e6dccb;border-radius:16px;background:#fff;font-size:30px;font-weight:bold}
.quiet{margin:28px 0 0;color:#4d423b}`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** On the Hall listener, for everybody: the signature of the code is what lets in. */
export function ticketPage(app: App, { store, privacy }: Parts): void {
  app.get(
    '/t/:code',
    { schema: { hide: true, params: CodeParams }, config: { roles: 'public' } },
    async (request, reply) => {
      const code = privacy.readCode(request.params.code);
      const { hallMs } = store.time();
      const shown = await store.read((views) => ({
        centre: views.centre.profile?.name ?? '',
        status: code?.kind === 'ticket' ? selectTicket(views, code.id, hallMs) : null,
      }));
      reply
        .code(shown.status ? 200 : 404)
        .header('content-security-policy', POLICY)
        .type('text/html; charset=utf-8');
      return pageOf(shown.centre, shown.status);
    },
  );
}

function pageOf(centre: string, status: TicketStatus | null): string {
  const title = status ? `${status.number} ${centre}` : centre;
  const moves = status !== null && MOVING.includes(status.state);
  return [
    '<!doctype html>',
    '<html lang="zh-CN"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="robots" content="noindex">',
    moves ? `<meta http-equiv="refresh" content="${REFRESH_S}">` : '',
    `<title>${escaped(title)}</title><style>${STYLE}</style></head>`,
    `<body><main><p>${escaped(centre)}</p>${bodyOf(status)}</main></body></html>`,
  ].join('\n');
}

function bodyOf(status: TicketStatus | null): string {
  if (!status) return said('没有找到这个号，可能不是今天的。请找工作人员');
  const { number, item } = status;
  return `<h1>${escaped(number)}</h1><p class="item">${escaped(item)}</p>${sayings(status)}`;
}

function sayings({ number, state, ahead, wait, window }: TicketStatus): string {
  switch (state) {
    case 'waiting':
      return (
        said(ahead === 0 ? '下一个就是您' : `前面还有 ${ahead ?? 0} 人`) +
        quiet(
          wait && `约 ${wait.lowMinutes} 到 ${wait.highMinutes} 分钟。`,
          `请先坐，叫到 ${number} 再去窗口。`,
          `这一页每 ${REFRESH_S} 秒自己更新。`,
        )
      );
    case 'called':
      return said(window === null ? '叫到您了，请现在去窗口' : `请现在去 ${window} 号窗口`);
    case 'serving':
      return said('正在窗口办');
    case 'held':
      return said('窗口先去办别的，一会儿再叫您');
    case 'served':
      return said('这个号已经办完了');
    case 'missed':
      return said('叫过您了，没有等到。请找工作人员');
    case 'givenUp':
      return said('这个号已经退了');
    case 'void':
      return said('这个号不是今天的，请重新取号');
  }
}

function said(sentence: string): string {
  return `<p class="say">${escaped(sentence)}</p>`;
}

function quiet(...sentences: (string | null)[]): string {
  return sentences
    .filter((sentence) => sentence !== null)
    .map((sentence) => `<p class="quiet">${escaped(sentence)}</p>`)
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
