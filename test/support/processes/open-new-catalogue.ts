import { z } from 'zod';
import { openCatalogue } from '../../../src/storage/sql/open-catalogue';
import { obeyOrders } from './obey-orders';

obeyOrders(z.object({ url: z.string() }), async ({ url }) => {
  const catalogue = await openCatalogue(url);
  const latest = await catalogue.log.latest();
  await catalogue.close();
  return latest === null ? 'opened' : 'not empty';
});
