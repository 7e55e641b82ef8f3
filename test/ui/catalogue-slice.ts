// The demo village's catalogue, as pages are told of it.
import village from '../../config/demo/village.json' with { type: 'json' };
import type { CatalogueSlice } from '../../server/modules/catalogue/schema.ts';

interface Given {
  id: string;
  name: string;
  departmentId: string;
  prefix: string;
  windows: number[];
  general?: boolean;
  minutes?: number;
  promisedDays?: number;
  note?: string;
  materials?: { name: string; note?: string; always?: boolean }[];
}

export function catalogueSlice(): CatalogueSlice {
  const { departments, packages } = village;
  return {
    departments: departments.map((one) => ({ ...one, retired: false })),
    items: (village.items as Given[]).map((item) => ({
      general: false,
      minutes: 8,
      note: '',
      ...item,
      promisedDays: item.promisedDays ?? null,
      materials: (item.materials ?? []).map((material) => ({
        note: '',
        always: true,
        ...material,
      })),
      retired: false,
    })),
    packages: packages.map((one) => ({ ...one, retired: false })),
    hours: null,
  };
}
