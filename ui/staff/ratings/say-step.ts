// A step of a rectification in words.
import type { CaseDetail } from '../../../server/modules/ratings/page-schema.ts';
import { zhRatings } from '../../text/zh-ratings-desk.ts';

const text = zhRatings.step;

export function sayStep({ step, owner }: CaseDetail['steps'][number]): string {
  switch (step.kind) {
    case 'assigned':
      return owner ?? zhRatings.cases.nobody;
    case 'verified':
      return text.said(step.founded ? text.foundedYes : text.foundedNo, step.note);
    case 'measured':
      return step.note;
    case 'calledBack':
      return text.said(sayCall(step), step.note);
    case 'reviewed':
      return text.said(step.upheld ? text.upheldYes : text.upheldNo, step.note);
    case 'closed':
      return text.said(zhRatings.outcomes[step.outcome], step.note);
  }
}

function sayCall({ reached, satisfied }: { reached: boolean; satisfied: boolean | null }): string {
  if (!reached) return text.reachedNo;
  if (satisfied === null) return text.reachedYes;
  return `${text.reachedYes}，${satisfied ? text.satisfiedYes : text.satisfiedNo}`;
}
