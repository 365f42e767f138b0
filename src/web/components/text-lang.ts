import type { Lang } from './translator.ts';

const VIETNAMESE = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i;

/** The `lang` of a passage people wrote, where it is not that of the page; a passage without tone marks is left alone. */
export function textLang(page: Lang, text: string): 'vi' | undefined {
  return page !== 'vi' && VIETNAMESE.test(text.normalize('NFC')) ? 'vi' : undefined;
}
