// The first catalogue comes from the settings; every change after that is one command. A checklist goes to the printer.
import { isDeepStrictEqual } from 'node:util';
import { type CommandDefinition, event, type NewEvent } from '../../store/module.ts';
import { jobQueued, type PrintingView } from '../printing/schema.ts';
import { itemOnOffer, packageOnOffer } from './reading.ts';
import { changed, type Entity, faultsOf, hoursAreWrong, type Kind, keyOf, tidy } from './rules.ts';
import {
  Catalogue,
  type CatalogueView,
  Changes,
  type ChecklistBody,
  type ChecklistReply,
  departmentPut,
  HoursChange,
  hoursPut,
  itemPut,
  PrintChecklistBody,
  packagePut,
  refuse,
} from './schema.ts';

export interface Reads {
  catalogue: CatalogueView;
}

export const adoptCatalogue: CommandDefinition<Reads, typeof Catalogue, { adopted: number }> = {
  type: 'catalogue.adopt',
  body: Catalogue,
  decide({ catalogue }, { departments, items, packages }) {
    if (Object.keys(catalogue.items).length > 0) return refuse('CATALOGUE_EXISTS');
    const events = [
      ...departments.map((department) => event(departmentPut, department)),
      ...items.map((item) => event(itemPut, item)),
      ...packages.map((one) => event(packagePut, one)),
    ];
    return { events, reply: { adopted: items.length } };
  },
};

/**
 * Putting, retiring, bringing back, undoing, importing: what was seen must still be so, and what comes of it must keep
 * the rules. What was wrong before and is not touched stands in nobody's way.
 */
export const changeCatalogue: CommandDefinition<Reads, typeof Changes, { done: true }> = {
  type: 'catalogue.change',
  body: Changes,
  decide({ catalogue }, body) {
    const overtaken = firstOvertaken(catalogue, body);
    if (overtaken) return refuse('CATALOGUE_CHANGED', { name: overtaken.name });
    const changes = tidy(body);
    if (namesNothing(changes)) return refuse('CATALOGUE_ENTRY_UNKNOWN');
    const touched = new Set(
      kinds.flatMap((kind) => changes[kind].map(({ is }) => keyOf(kind, is.id))),
    );
    for (const { code, params, about } of faultsOf(changed(catalogue, changes))) {
      if (about.some((key) => touched.has(key))) return refuse(code, params);
    }
    return { events: eventsOf(catalogue, changes), reply: { done: true } };
  },
};
const kinds = ['departments', 'items', 'packages'] as const satisfies readonly Kind[];

function firstOvertaken(view: CatalogueView, body: Changes): Entity | null {
  for (const kind of kinds) {
    const ids = new Set<string>();
    for (const { was, is } of body[kind]) {
      const now = entityIn(view[kind], is.id);
      // Twice in one change, the second would overwrite the first unseen.
      if (!isDeepStrictEqual(now, was) || ids.has(is.id)) return now ?? is;
      ids.add(is.id);
    }
  }
  return null;
}

/** Names of blanks alone pass the schema. */
function namesNothing(changes: Changes): boolean {
  return (
    kinds.some((kind) => changes[kind].some(({ is }) => is.name === '')) ||
    changes.items.some(({ is }) => is.materials.some(({ name }) => name === ''))
  );
}

/** Departments first: who reads along never sees an item of a department that is not there yet. */
function eventsOf(view: CatalogueView, changes: Changes): NewEvent[] {
  const news = <T extends Entity>(entities: Record<string, T>, list: readonly { is: T }[]) =>
    list.map(({ is }) => is).filter((is) => !isDeepStrictEqual(entityIn(entities, is.id), is));
  return [
    ...news(view.departments, changes.departments).map((is) => event(departmentPut, is)),
    ...news(view.items, changes.items).map((is) => event(itemPut, is)),
    ...news(view.packages, changes.packages).map((is) => event(packagePut, is)),
  ];
}

function entityIn(entities: Readonly<Record<string, Entity>>, id: string): Entity | null {
  return (Object.hasOwn(entities, id) && entities[id]) || null;
}

export const putHours: CommandDefinition<Reads, typeof HoursChange, { done: true }> = {
  type: 'catalogue.putHours',
  body: HoursChange,
  decide({ catalogue }, { was, is }) {
    if (!isDeepStrictEqual(catalogue.hours, was)) return refuse('CATALOGUE_CHANGED');
    if (is && hoursAreWrong(is)) return refuse('HOURS_WRONG');
    const same = isDeepStrictEqual(was, is);
    return { events: same ? [] : [event(hoursPut, { hours: is })], reply: { done: true } };
  },
};

/** A list that waits already is not doubled: a second tap, or the next visitor, takes that one. */
export const printChecklist: CommandDefinition<
  Reads & { printing: PrintingView },
  typeof PrintChecklistBody,
  ChecklistReply
> = {
  type: 'catalogue.printChecklist',
  body: PrintChecklistBody,
  decide({ catalogue, printing }, { of, print }, context) {
    const reference = referenceOf(catalogue, of);
    if (reference === null) return refuse('CATALOGUE_ENTRY_UNKNOWN');
    if (!print) return { events: [], reply: { jobId: null } };
    const waiting = printing.queue
      .map((id) => printing.jobs[id])
      .find((job) => job?.kind === 'materials' && job.reference === reference);
    if (waiting?.state === 'queued') return { events: [], reply: { jobId: waiting.id } };
    const jobId = context.id(0);
    const queued = event(jobQueued, { jobId, kind: 'materials', reference, copy: 1 });
    return { events: [queued], reply: { jobId } };
  },
};

function referenceOf(catalogue: CatalogueView, of: ChecklistBody): string | null {
  if ('itemId' in of) return itemOnOffer(catalogue, of.itemId) ? `item:${of.itemId}` : null;
  return packageOnOffer(catalogue, of.packageId) ? `package:${of.packageId}` : null;
}
