import { storeJsonSchema } from '../../domain/report/store-json-schema';

export const storeRowSchema = storeJsonSchema.meta({
  id: 'StoreRow',
  description: "A store's figures, field by field as in the JSON report.",
});
