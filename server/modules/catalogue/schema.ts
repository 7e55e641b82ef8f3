// What the hall does: departments, service items, packages (一件事) and the documents each needs; when it is open.
// Settings give a first catalogue; from then on staff own it, by hand or from Excel.
import { type Static, type TSchema, Type } from 'typebox';
import { importRefusals } from '../../sheets/schema.ts';
import { defineEvent, type Recorded, refusals } from '../../store/module.ts';
import { Day } from '../centre/schema.ts';

const strict = { additionalProperties: false } as const;
/** Begins with a letter: an object keeps keys that look like numbers out of their order. */
const Id = Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' });
const Name = Type.String({ minLength: 1, maxLength: 40 });
/** `08:30` */
const HourMinute = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' });

export const Department = Type.Object(
  {
    id: Id,
    /** 民政 */
    name: Name,
    /** Whom to ask, as visitors read it: 二楼 203，电话 …; may be empty. */
    contact: Type.String({ maxLength: 60 }),
    /** Nobody chooses it any more; records that name it still do. */
    retired: Type.Boolean(),
  },
  strict,
);
export type Department = Static<typeof Department>;

/** One document of a checklist. */
export const Material = Type.Object(
  {
    /** 身份证 */
    name: Name,
    /** 原件和复印件各 1 份; may be empty. */
    note: Type.String({ maxLength: 80 }),
    /** False: only for some, the note says for whom. */
    always: Type.Boolean(),
  },
  strict,
);
export type Material = Static<typeof Material>;

export const ServiceItem = Type.Object(
  {
    id: Id,
    /** 高龄津贴申请 */
    name: Name,
    departmentId: Id,
    /** One letter; items of one prefix share a row of numbers. */
    prefix: Type.String({ pattern: '^[A-Z]$' }),
    /** Windows that can serve it; empty: nobody does at present. */
    windows: Type.Array(Type.Integer({ minimum: 1, maximum: 99 }), { maxItems: 20 }),
    /** For who does not know what to choose: 综合窗口. */
    general: Type.Boolean(),
    /** Minutes at the window, as long as too few were measured. */
    minutes: Type.Integer({ minimum: 1, maximum: 240 }),
    /** Working days until it is done, as promised to the public; null: at once, or nothing is promised. */
    promisedDays: Type.Union([Type.Integer({ minimum: 1, maximum: 365 }), Type.Null()]),
    /** For whom it is, what it costs; may be empty. */
    note: Type.String({ maxLength: 200 }),
    materials: Type.Array(Material, { maxItems: 30 }),
    retired: Type.Boolean(),
  },
  strict,
);
export type ServiceItem = Static<typeof ServiceItem>;

/** 一件事: several items that one ticket does at once. */
export const ServicePackage = Type.Object(
  {
    id: Id,
    /** 开办企业一件事 */
    name: Name,
    note: Type.String({ maxLength: 200 }),
    /** In the order in which they are done. */
    itemIds: Type.Array(Id, { minItems: 2, maxItems: 20 }),
    retired: Type.Boolean(),
  },
  strict,
);
export type ServicePackage = Static<typeof ServicePackage>;

const Span = Type.Object({ from: HourMinute, to: HourMinute }, strict);
/** When numbers are given, local time of the centre. */
export const OpeningHours = Type.Object(
  {
    /** Monday first; several spans for a lunch break, none for a closed day. */
    week: Type.Array(Type.Array(Span, { maxItems: 4 }), { minItems: 7, maxItems: 7 }),
    /** Holidays, and weekends on which one works (调休): these spans instead of the week's. */
    exceptions: Type.Array(
      Type.Object(
        {
          day: Day,
          spans: Type.Array(Span, { maxItems: 4 }),
          reason: Type.String({ maxLength: 40 }),
        },
        strict,
      ),
      { maxItems: 200 },
    ),
    /** Minutes before a span's end from which no numbers are given: those who wait are still served. */
    lockMinutes: Type.Integer({ minimum: 0, maximum: 240 }),
  },
  strict,
);
export type OpeningHours = Static<typeof OpeningHours>;

export const departmentPut = defineEvent({
  type: 'catalogue.departmentPut',
  lifetime: 'standing',
  data: Department,
});
export const itemPut = defineEvent({
  type: 'catalogue.itemPut',
  lifetime: 'standing',
  data: ServiceItem,
});
export const packagePut = defineEvent({
  type: 'catalogue.packagePut',
  lifetime: 'standing',
  data: ServicePackage,
});
/** `hours` null: numbers are given at any time. */
export const hoursPut = defineEvent({
  type: 'catalogue.hoursPut',
  lifetime: 'standing',
  data: Type.Object({ hours: Type.Union([OpeningHours, Type.Null()]) }, strict),
});
export type DepartmentPut = Recorded<typeof departmentPut>;
export type ItemPut = Recorded<typeof itemPut>;
export type PackagePut = Recorded<typeof packagePut>;
export type HoursPut = Recorded<typeof hoursPut>;
export type CatalogueEvent = DepartmentPut | ItemPut | PackagePut | HoursPut;

/** By id, in the order in which they were first put; retired ones stay, tickets name them. */
export interface CatalogueView {
  departments: Record<string, Department>;
  items: Record<string, ServiceItem>;
  packages: Record<string, ServicePackage>;
  hours: OpeningHours | null;
}

export const Catalogue = Type.Object(
  {
    departments: Type.Array(Department, { maxItems: 100 }),
    items: Type.Array(ServiceItem, { maxItems: 500 }),
    packages: Type.Array(ServicePackage, { maxItems: 100 }),
  },
  strict,
);
export type Catalogue = Static<typeof Catalogue>;

/** What whoever changed it had seen (null: it was not there yet), and what it becomes. */
function Change<T extends TSchema>(entity: T) {
  return Type.Object({ was: Type.Union([entity, Type.Null()]), is: entity }, strict);
}
/**
 * Every change of the catalogue, by hand, undone or imported: all of it as one batch, or nothing. A new entity brings
 * its id.
 */
export const Changes = Type.Object(
  {
    departments: Type.Array(Change(Department), { maxItems: 500 }),
    items: Type.Array(Change(ServiceItem), { maxItems: 2000 }),
    packages: Type.Array(Change(ServicePackage), { maxItems: 500 }),
  },
  strict,
);
export type Changes = Static<typeof Changes>;
const Hours = Type.Union([OpeningHours, Type.Null()]);
export const HoursChange = Type.Object({ was: Hours, is: Hours }, strict);
export type HoursChange = Static<typeof HoursChange>;
export const DoneReply = Type.Object({ done: Type.Literal(true) }, strict);

/** GET /api/catalogue (staff): retired ones too. */
export const WholeCatalogue = Type.Object(
  {
    departments: Type.Array(Department),
    items: Type.Array(ServiceItem),
    packages: Type.Array(ServicePackage),
    hours: Hours,
  },
  strict,
);
export type WholeCatalogue = Static<typeof WholeCatalogue>;

/** POST /api/catalogue/checklists (touch): of one of them. */
export const ChecklistBody = Type.Union([
  Type.Object({ itemId: Type.String({ maxLength: 32 }) }, strict),
  Type.Object({ packageId: Type.String({ maxLength: 32 }) }, strict),
]);
export type ChecklistBody = Static<typeof ChecklistBody>;
/** The command's body: the route adds whether a printer is set up. */
export const PrintChecklistBody = Type.Object({ of: ChecklistBody, print: Type.Boolean() }, strict);
export const ChecklistReply = Type.Object(
  { jobId: Type.Union([Type.String(), Type.Null()]) },
  strict,
);
export type ChecklistReply = Static<typeof ChecklistReply>;

/** Whether what the spreadsheet does not name stays on offer. */
export const ImportQuery = Type.Object(
  { missing: Type.Union([Type.Literal('keep'), Type.Literal('retire')]) },
  strict,
);
export const catalogueRefusals = {
  /** The settings' catalogue is for a kiosk that has none. */
  CATALOGUE_EXISTS: 409,
  /** `name`: somebody else changed it since it was opened. */
  CATALOGUE_CHANGED: 409,
  CATALOGUE_FULL: 409,
  /** `name` */
  CATALOGUE_NAME_TAKEN: 409,
  CATALOGUE_ENTRY_UNKNOWN: 404,
  /** `name`: of the item whose department is unknown or retired. */
  DEPARTMENT_UNKNOWN: 400,
  /** `name`, `count`: items on offer are still its own. */
  DEPARTMENT_IN_USE: 409,
  /** `item`: the one that is not there or retired. */
  PACKAGE_ITEM_UNKNOWN: 400,
  PACKAGE_ITEM_TWICE: 400,
  /** `name`, `packages`: it is retired together with its place in them, or not at all. */
  ITEM_IN_PACKAGE: 409,
  /** `name`: there is one general item already. */
  GENERAL_TWICE: 409,
  HOURS_WRONG: 400,
  ...importRefusals,
} as const;
export type CatalogueRefusal = keyof typeof catalogueRefusals;
export const refuse = refusals(catalogueRefusals);

/** Slice `catalogue` on the touchscreen and the staff page: what can be done, without what is retired. */
export interface CatalogueSlice {
  departments: Department[];
  items: ServiceItem[];
  packages: ServicePackage[];
  hours: OpeningHours | null;
}
