// A catalogue of a few items of one department, for tests that care about something else.
import type { Catalogue, ServiceItem } from '../../../server/modules/catalogue/schema.ts';

type Some = Pick<ServiceItem, 'id' | 'name' | 'prefix' | 'windows'> & Partial<ServiceItem>;

export function serviceItem(item: Some): ServiceItem {
  return {
    departmentId: 'minzheng',
    general: false,
    minutes: 8,
    promisedDays: null,
    note: '',
    materials: [],
    retired: false,
    ...item,
  };
}

export function smallCatalogue(items: readonly Some[]): Catalogue {
  return {
    departments: [{ id: 'minzheng', name: '民政', contact: '', retired: false }],
    items: items.map(serviceItem),
    packages: [],
  };
}
