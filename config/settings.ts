// Every setting: what it means, its default, its unit, and why it is as it is.
// `expected` is the sentence an operator reads when a value is wrong; check.ts makes one for the simpler kinds.
import { type Static, Type } from 'typebox';
import { CallPadFrame, CallPads, FrameTemplate } from './call-devices.ts';
import { Workshop } from './workshop.ts';

const strict = { additionalProperties: false } as const;

export const SETTINGS_VERSION = 1;

const HourMinute = (fallback?: string) =>
  Type.String({
    pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
    expected: '"HH:MM"',
    ...(fallback === undefined ? {} : { default: fallback }),
  });
/** 0 lets the system choose a free port, for tests. */
const Port = (fallback: number) => Type.Integer({ minimum: 0, maximum: 65_535, default: fallback });
const Host = (fallback: string) =>
  Type.String({ pattern: '^[\\w.:-]+$', expected: '"127.0.0.1"', default: fallback });
/** Names by which others reach a listener beside its addresses and `<hostname>.local`; others are answered 421 (DNS rebinding). */
const HostNames = Type.Array(
  Type.String({ pattern: '^[a-z0-9.-]{1,253}$', expected: '"kiosk.example.cn"' }),
  { maxItems: 20, default: [] },
);

const Listeners = Type.Object(
  {
    /** Visitor pages. Loopback only unless somebody knows why: nobody signs in here. */
    touch: Type.Object({ host: Host('127.0.0.1'), port: Port(8080) }, { ...strict, default: {} }),
    /** Staff pages, always TLS. */
    staff: Type.Object(
      { host: Host('0.0.0.0'), port: Port(8443), names: HostNames },
      { ...strict, default: {} },
    ),
    /** Visitor pages for more touchscreens and boards, which are paired first; always TLS. 8444 is the usual port. */
    hall: Type.Object(
      {
        host: Host('0.0.0.0'),
        /** null: closed, as most centres have one kiosk and need no third door. */
        port: Type.Union([Type.Integer({ minimum: 0, maximum: 65_535 }), Type.Null()], {
          expected: '0–65535 | null',
          default: null,
        }),
        names: HostNames,
      },
      { ...strict, default: {} },
    ),
  },
  { ...strict, default: {} },
);

/** The centre as every page and slip names it. `server/modules/centre` adopts it; `demo` is added there. */
const Centre = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 40 }),
    town: Type.String({ maxLength: 40, default: '' }),
    slogan: Type.String({ maxLength: 40, default: '' }),
    zone: Type.String({
      minLength: 1,
      expected: '"Asia/Shanghai"',
      zone: true,
      default: 'Asia/Shanghai',
    }),
    /** Letters that this kiosk's numbers begin with: kiosks in one building need different ones, so that no number is given twice. */
    numberLetters: Type.String({
      pattern: '^[A-Z]{1,26}$',
      expected: '"ABCDEF"',
      default: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    }),
    opensAt: HourMinute('08:30'),
    closesAt: HourMinute('17:30'),
    notices: Type.Array(Type.String({ maxLength: 200 }), { maxItems: 20, default: [] }),
    /** Who answers for personal data; the notice before a name or a phone number says so (PIPL 17). */
    dataController: Type.String({ minLength: 2, maxLength: 80 }),
    dataContact: Type.String({ minLength: 2, maxLength: 80 }),
    /** Days. 183: network logs of half a year are asked for; nothing asks for names longer than that. */
    personalDays: Type.Integer({ minimum: 1, maximum: 3650, default: 183 }),
  },
  strict,
);

const Purpose = Type.Union([
  Type.Literal('errand'),
  Type.Literal('visit'),
  Type.Literal('meeting'),
  Type.Literal('study'),
  Type.Literal('activity'),
  Type.Literal('volunteering'),
  Type.Literal('other'),
]);
const Id = Type.String({
  pattern: '^[a-z0-9-]{1,32}$',
  expected: '"a-z 0-9 -"，最多 32 个字符 (at most 32 characters)',
});
const Unit = Type.Object(
  {
    id: Id,
    name: Type.String({ minLength: 1, maxLength: 40 }),
    kind: Type.Union([
      Type.Literal('village'),
      Type.Literal('enterprise'),
      Type.Literal('branch'),
      Type.Literal('other'),
    ]),
  },
  strict,
);
/** Begins with a letter: an object keeps keys that look like numbers out of their order. */
const CatalogueId = Type.String({
  pattern: '^[a-z][a-z0-9-]{0,31}$',
  expected: '"a-z 0-9 -"，字母开头，最多 32 个字符 (begins with a letter, at most 32 characters)',
});
const Department = Type.Object(
  {
    id: CatalogueId,
    name: Type.String({ minLength: 1, maxLength: 40 }),
    /** Whom to ask: 二楼 203，电话 …. */
    contact: Type.String({ maxLength: 60, default: '' }),
  },
  strict,
);
const Material = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 40 }),
    note: Type.String({ maxLength: 80, default: '' }),
    /** False: only for some, and the note says for whom. */
    always: Type.Boolean({ default: true }),
  },
  strict,
);
const Item = Type.Object(
  {
    id: CatalogueId,
    name: Type.String({ minLength: 1, maxLength: 40 }),
    departmentId: CatalogueId,
    /** Items of one letter share a row of numbers. */
    prefix: Type.String({ pattern: '^[A-Z]$', expected: '"A" … "Z"' }),
    /** Empty: nobody serves it at present, and the touchscreen says so. */
    windows: Type.Array(Type.Integer({ minimum: 1, maximum: 99 }), { maxItems: 20, default: [] }),
    /** For who does not know what to choose. */
    general: Type.Boolean({ default: false }),
    /** Minutes at the window, as long as too few were measured. */
    minutes: Type.Integer({ minimum: 1, maximum: 240, default: 8 }),
    /** Working days until it is done, as promised to the public. */
    promisedDays: Type.Union([Type.Integer({ minimum: 1, maximum: 365 }), Type.Null()], {
      expected: '1–365 | null',
      default: null,
    }),
    note: Type.String({ maxLength: 200, default: '' }),
    materials: Type.Array(Material, { maxItems: 30, default: [] }),
  },
  strict,
);
const Package = Type.Object(
  {
    id: CatalogueId,
    name: Type.String({ minLength: 1, maxLength: 40 }),
    note: Type.String({ maxLength: 200, default: '' }),
    itemIds: Type.Array(CatalogueId, { minItems: 2, maxItems: 20 }),
  },
  strict,
);

const Phone = Type.String({ pattern: '^1[3-9]\\d{9}$', expected: '"13900000000"' });
const Resident = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 60 }),
    phone: Type.Optional(Phone),
    unitId: Type.String(),
    group: Type.String({ maxLength: 20 }),
    member: Type.Boolean({ default: false }),
  },
  strict,
);
const Role = Type.Union([
  Type.Literal('host'),
  Type.Literal('window'),
  Type.Literal('editor'),
  Type.Literal('manager'),
  Type.Literal('admin'),
]);
const Account = Type.Object(
  {
    name: Type.String({ minLength: 2, maxLength: 20 }),
    roles: Type.Array(Role, { minItems: 1 }),
    pin: Type.String({ pattern: '^\\d{6,12}$', expected: '6–12 位数字 (digits)' }),
  },
  strict,
);
/** Invented people, so that a demo has something to show. Its presence alone makes a kiosk a demo: badge 演示, known PINs. */
const Demo = Type.Object(
  {
    residents: Type.Array(Resident, { maxItems: 500 }),
    accounts: Type.Array(Account, { maxItems: 20 }),
  },
  strict,
);

const deviceName = (kinds: string, pattern: string) =>
  Type.String({ pattern, expected: kinds, default: 'none' });
/**
 * `?baud=N&dtr=0&rts=0&flow=rtscts`, each where needed: some readers take a raised DTR for a reset, and a printer on a
 * cable of nine wires says by flow control that its buffer is full.
 */
const LINE = '(baud=\\d{3,7}|dtr=[01]|rts=[01]|flow=(none|rtscts|xonxoff))';
const SERIAL = `serial:/[^?]+(\\?${LINE}(&${LINE})*)?`;
const TCP_PORT = '([1-9]\\d{0,3}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5])';
const serialDevice = deviceName(
  'virtual | none | serial:PATH[?baud=N&dtr=0&rts=0&flow=rtscts]',
  `^(virtual|none|${SERIAL})$`,
);
/** A device that is not named is not there: the screens say what is missing, nothing is pretended. */
export const Devices = Type.Object(
  {
    printer: deviceName(
      'virtual | none | tcp://HOST:PORT | serial:PATH[?baud=N&dtr=0&rts=0&flow=rtscts] | usblp:PATH',
      `^(virtual|none|tcp://[\\w.\\-[\\]:]+:${TCP_PORT}|${SERIAL}|usblp:/.+)$`,
    ),
    scanner: serialDevice,
    idReader: serialDevice,
    callPad: serialDevice,
    /** Panels over the windows; see `ledPanelFrame`. */
    ledPanel: serialDevice,
  },
  { ...strict, default: {} },
);

/**
 * What no printer says of itself in a way to be believed; the rest (process id, status by itself) is found out at each
 * connection. 203 dpi, 8 dots a millimetre, as all receipt printers sold here have it. The test slip shows what fits.
 */
export const PrinterProfile = Type.Object(
  {
    /** Columns of the 12-dot font: 48 on 80 mm paper, 32 on 58 mm. */
    columns: Type.Union([Type.Literal(48), Type.Literal(32)], { default: 48 }),
    /** What the printer's own font has. gbk: the commonest; a wrong gb18030 prints blanks, a wrong gb2312 only draws more. */
    charset: Type.Union([Type.Literal('gb18030'), Type.Literal('gbk'), Type.Literal('gb2312')], {
      default: 'gbk',
    }),
    /** partial: the slip hangs by a strip until it is taken and does not fall on the floor. */
    cutter: Type.Union([Type.Literal('none'), Type.Literal('partial'), Type.Literal('full')], {
      default: 'partial',
    }),
    /** probe: ask for the process id by which TM printers confirm a slip; never: for printers that choke on it. */
    processId: Type.Union([Type.Literal('probe'), Type.Literal('never')], { default: 'probe' }),
    /** probe: ask for status that comes by itself (ASB); never: for printers that print the question. */
    autoStatus: Type.Union([Type.Literal('probe'), Type.Literal('never')], { default: 'probe' }),
    /** Off for printers that print the data of a code as text; the slip's words then stand alone. */
    qr: Type.Boolean({ default: true }),
    barcode: Type.Boolean({ default: true }),
    /** Off by default: few printers have one, and some print the command. */
    beeper: Type.Boolean({ default: false }),
    /** A cash drawer on the printer's socket. */
    drawer: Type.Boolean({ default: false }),
    /** PNG, JPEG or WebP, at most 2 MiB, printed in black at most two thirds of the paper wide and 25 mm high. */
    logoFile: Type.Union([Type.String({ pattern: '^/.+' }), Type.Null()], {
      expected: '"/etc/dangqun-kiosk/logo.png" | null',
      default: null,
    }),
  },
  { ...strict, default: {} },
);

const Clock = Type.Object(
  {
    /**
     * ntp: believed once systemd-timesyncd or chrony has set it · system: always believed (a machine with a good clock and
     * battery, and the demo) · staff: never; staff confirm each business day.
     */
    trust: Type.Union([Type.Literal('ntp'), Type.Literal('system'), Type.Literal('staff')], {
      default: 'ntp',
    }),
  },
  { ...strict, default: {} },
);

const Voice = Type.Object(
  {
    /** The centre's own voice: one WAV, Ogg or MP3 file a word (请.wav or qing.wav). null, or a word that is not there: espeak-ng says it. */
    clipsDir: Type.Union([Type.String({ pattern: '^/.+' }), Type.Null()], {
      expected: '"/etc/dangqun-kiosk/voice" | null',
      default: null,
    }),
  },
  { ...strict, default: {} },
);

const Backup = Type.Object(
  {
    /** Folder or mount point of the stick; null: no nightly backup, and the staff page says so. */
    target: Type.Union([Type.String({ pattern: '^/.+' }), Type.Null()], {
      expected: '"/media/backup" | null',
      default: null,
    }),
    /** Local time: before anybody comes. */
    at: HourMinute('02:30'),
    /** Backups kept. 7: a week is how long a forgotten person may live on in one. */
    keep: Type.Integer({ minimum: 1, maximum: 365, default: 7 }),
  },
  { ...strict, default: {} },
);

const Store = Type.Object(
  {
    /** Events between two snapshots: a start folds at most this many again. */
    snapshotEvery: Type.Integer({ minimum: 100, maximum: 1_000_000, default: 5000 }),
    /** Months of visits and tickets that stay in the live journal before they are archived. */
    liveMonths: Type.Integer({ minimum: 1, maximum: 24, default: 2 }),
    /** Months after which archives are deleted; null keeps them for ever. 网络安全法 asks for half a year at least. */
    keepMonths: Type.Union([Type.Integer({ minimum: 6, maximum: 1200 }), Type.Null()], {
      expected: '6–1200 | null',
      default: null,
    }),
    /** MiB kept aside so that a full disk still takes the closing of the day. */
    ballastMiB: Type.Integer({ minimum: 0, maximum: 1024, default: 32 }),
  },
  { ...strict, default: {} },
);

const Limits = Type.Object(
  {
    /** Requests a minute. Loopback has one browser; this only stops a page gone mad. */
    touchPerMinute: Type.Integer({ minimum: 60, default: 60_000 }),
    /** Requests a minute and address: twenty desks behind one router still fit. */
    staffPerMinute: Type.Integer({ minimum: 60, default: 1200 }),
    /** Requests a minute and address at the Hall: phones behind one proxy or router share an address. */
    hallPerMinute: Type.Integer({ minimum: 60, default: 1200 }),
    /** Open event streams of one address: touch page and board on one machine, a few tabs at a desk. */
    streamsPerClient: Type.Integer({ minimum: 1, maximum: 1000, default: 8 }),
    /** Open event streams of one listener: about 0.1 MB each. */
    streams: Type.Integer({ minimum: 1, maximum: 10_000, default: 200 }),
    /** Seconds between heartbeats; proxies and phones cut a silent stream after 30–60. */
    heartbeatS: Type.Integer({ minimum: 1, maximum: 300, default: 15 }),
  },
  { ...strict, default: {} },
);

export const Settings = Type.Object(
  {
    version: Type.Integer({ minimum: 1, default: 1 }),
    /** Begins every event id; unique among the kiosks of one hub, so it has no default. */
    kioskCode: Type.String({ pattern: '^[A-Z0-9]{2,8}$', expected: '"DL01" (A–Z 0–9, 2–8)' }),
    /** Relative paths begin at the project's folder. */
    dataDir: Type.String({ minLength: 1, default: '/var/lib/dangqun-kiosk' }),
    /** Outside the data directory: a copied or stolen store must not carry its own key. */
    keyFile: Type.String({ minLength: 1, default: '/etc/dangqun-kiosk/kiosk.key' }),
    listeners: Listeners,
    centre: Centre,
    /** In the order of the screen. */
    purposes: Type.Array(Purpose, {
      minItems: 1,
      maxItems: 7,
      default: ['errand', 'visit', 'meeting', 'study', 'activity', 'volunteering', 'other'],
    }),
    units: Type.Array(Unit, { maxItems: 2000, default: [] }),
    /** The first catalogue of a kiosk that has none; from then on staff change it on their page. */
    departments: Type.Array(Department, { maxItems: 100, default: [] }),
    items: Type.Array(Item, { maxItems: 500, default: [] }),
    packages: Type.Array(Package, { maxItems: 100, default: [] }),
    devices: Devices,
    callPads: CallPads,
    callPadFrame: Type.Optional(CallPadFrame),
    /** What a panel is told when a number is called at its window. No panel is built in: no frame of one is public. */
    ledPanelFrame: Type.Optional(FrameTemplate),
    printerProfile: PrinterProfile,
    clock: Clock,
    backup: Backup,
    voice: Voice,
    workshop: Workshop,
    store: Store,
    limits: Limits,
    /**
     * Where phones reach the Hall listener, or a proxy before it that keeps the Host header and need pass on /t/ only: then the
     * code on a slip opens a page with the number. null: the code is for the touchscreens only, since a link that opens nowhere is worse than none.
     */
    publicUrl: Type.Union(
      [Type.String({ pattern: '^https://[a-z0-9.-]{1,100}(:[1-9]\\d{0,4})?$' }), Type.Null()],
      { expected: '"https://hall.example.cn" | null', default: null },
    ),
    /** Where records are sent up; null: this kiosk stands alone. */
    hubUrl: Type.Union([Type.String({ pattern: '^https?://.+' }), Type.Null()], {
      expected: '"https://hub.example.cn:9090" | null',
      default: null,
    }),
    demo: Type.Optional(Demo),
  },
  strict,
);
export type Settings = Static<typeof Settings>;
