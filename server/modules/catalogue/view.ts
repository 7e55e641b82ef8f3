// Departments, items and packages as they are now.
import type { ModuleDefinition } from '../../store/module.ts';
import {
  type CatalogueEvent,
  type CatalogueSlice,
  type CatalogueView,
  departmentPut,
  hoursPut,
  itemPut,
  packagePut,
} from './schema.ts';

export const catalogue: ModuleDefinition<CatalogueView> = {
  name: 'catalogue',
  events: [departmentPut, itemPut, packagePut, hoursPut],
  initial: () => ({ departments: {}, items: {}, packages: {}, hours: null }),
  fold(view, recorded) {
    const event = recorded as CatalogueEvent;
    switch (event.type) {
      case 'catalogue.departmentPut':
        view.departments[event.data.id] = event.data;
        break;
      case 'catalogue.itemPut':
        view.items[event.data.id] = event.data;
        break;
      case 'catalogue.packagePut':
        view.packages[event.data.id] = event.data;
        break;
      case 'catalogue.hoursPut':
        view.hours = event.data.hours;
        break;
    }
  },
};

/** Slice `catalogue`. */
export function selectCatalogue(view: CatalogueView): CatalogueSlice {
  return {
    departments: Object.values(view.departments).filter(({ retired }) => !retired),
    items: Object.values(view.items).filter(({ retired }) => !retired),
    packages: Object.values(view.packages).filter(({ retired }) => !retired),
    hours: view.hours,
  };
}
