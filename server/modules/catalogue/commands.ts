// The first catalogue comes from the settings.
import { type CommandDefinition, event } from '../../store/module.ts';
import {
  Catalogue,
  type CatalogueView,
  departmentPut,
  itemPut,
  packagePut,
  refuse,
} from './schema.ts';

interface Reads {
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
