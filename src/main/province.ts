/** The one province this program serves. */
import { asTenantId } from '../kernel/ids.ts';
import type { Bilingual } from '../kernel/messages.ts';

/** The tenant this program serves; a second province is a second installation until tenants are served by name. */
export const TENANT = asTenantId('quang-ninh');
/** The name of the province as it is since 01/09/2026. */
export const PLACE: Bilingual = { vi: 'Thành phố Quảng Ninh', en: 'Quảng Ninh City' };
