// Which npm packages the kiosk needs at run time, and which of their files. What the sources import decides, not the list in
// package.json: that one also names what only builds the pages.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface LockedPackage {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, unknown>>;
  readonly os?: readonly string[];
  readonly cpu?: readonly string[];
  readonly libc?: readonly string[];
}

const PLATFORM = 'linux-x64';
const PACKAGE = String.raw`'((?:@[\w.-]+\/)?\w[\w.-]*)(?:\/[^']*)?'`;
/** A statement that is left when types are stripped, or an import at run time: the package's name, without the path inside it. */
const BARE_IMPORT = new RegExp(
  String.raw`^(?:import|export)\s+(?:(?!type\s)[^'";()=]*?\bfrom\s+)?${PACKAGE}|\bimport\(${PACKAGE}\)`,
  'gm',
);
/** Files that no running program asks for. */
const NEEDLESS_FILE =
  /\.(map|md|markdown|d\.[cm]?ts|[cm]?tsx?|gypi?|cc?|cpp|hh?|ya?ml|flow)$|\.(test|spec)\.[cm]?js$|\.musl\.node$|^\./i;
const LICENCE = /^(licen[cs]e|copying|notice)/i;
/** Right below a package only: deeper down the same names may be code. */
const NEEDLESS_FOLDER = /^(tests?|__tests__|docs?|examples?|experiments?|benchmarks?|bench|\..+)$/;

/**
 * @param sources paths of the TypeScript files that are shipped
 * @returns folders below the project, such as `node_modules/fastify`
 */
export function productionPackages(project: string, sources: readonly string[]): string[] {
  const lock = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  const production = lock.packages['']?.dependencies ?? {};
  const found = new Set<string>();
  for (const name of importedPackages(sources)) {
    if (!(name in production)) {
      throw new Error(`${name} is imported, but package.json does not name it in dependencies`);
    }
    visit(`node_modules/${name}`);
  }
  return [...found].sort();

  function visit(folder: string): void {
    if (found.has(folder)) return;
    found.add(folder);
    const locked = lock.packages[folder] ?? {};
    // An optional package of another platform is in the lock file and not in the folder.
    const optional = locked.optionalDependencies ?? {};
    const wanted = { ...locked.peerDependencies, ...locked.dependencies, ...optional };
    for (const name of Object.keys(wanted)) {
      if (name.startsWith('@types/')) continue;
      const place = placeOf(folder, name);
      if (place !== null) visit(place);
      else if (!(name in optional) && !(name in (locked.peerDependenciesMeta ?? {}))) {
        throw new Error(`${folder} needs ${name}, which is not installed`);
      }
    }
  }

  /** As Node looks: inside the package first, then outwards. */
  function placeOf(folder: string, name: string): string | null {
    const outer = folder.lastIndexOf('/node_modules/');
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    const locked = lock.packages[place];
    if (locked !== undefined && existsSync(join(project, place)))
      return fits(locked) ? place : null;
    return folder === '' ? null : placeOf(outer < 0 ? '' : folder.slice(0, outer), name);
  }
}

function importedPackages(sources: readonly string[]): Set<string> {
  const texts = sources.map((source) => readFileSync(source, 'utf8'));
  return new Set(
    texts.flatMap((text) =>
      [...text.matchAll(BARE_IMPORT)].map(([, name, late]) => name ?? late ?? ''),
    ),
  );
}

function fits({ os, cpu, libc }: LockedPackage): boolean {
  const [system = '', processor = ''] = PLATFORM.split('-');
  const takes = (list: readonly string[] | undefined, one: string) => !list || list.includes(one);
  return takes(os, system) && takes(cpu, processor) && takes(libc, 'glibc');
}

/** The files of a package that are shipped, relative to it. Packages inside it are packages of their own. */
export function shippedFiles(folder: string, inside = ''): string[] {
  return readdirSync(join(folder, inside), { withFileTypes: true }).flatMap((entry) => {
    const path = join(inside, entry.name);
    if (entry.isDirectory()) return isShippedFolder(path) ? shippedFiles(folder, path) : [];
    return LICENCE.test(entry.name) || !NEEDLESS_FILE.test(entry.name) ? [path] : [];
  });
}

function isShippedFolder(path: string): boolean {
  const [outermost = '', second] = path.split('/');
  if (basename(path) === 'node_modules') return false;
  if (outermost === 'prebuilds' && second !== undefined) return second === PLATFORM;
  return second !== undefined || !NEEDLESS_FOLDER.test(outermost);
}
