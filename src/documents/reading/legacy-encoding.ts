/** Marks of Vietnamese typed with the fonts of before Unicode (TCVN3 ".VnTime", VNI "VNI-Times") and shown as Latin letters. */
const TCVN3 =
  /(?:ViÖt|Céng hßa|Céng hoµ|nghÜa|§éc lËp|H¹nh phóc|ngµy|th¸ng|n¨m|Sè:|QuyÕt ®Þnh|Uû ban|®Þnh|thùc hiÖn|nh©n d©n|cña|c¸c|vÒ viÖc|tØnh)/gu;
const VNI =
  /(?:VIEÄT|COÄNG HOØA|NGHÓA|Ñoäc laäp|Haïnh phuùc|ngaøy|thaùng|naêm|Soá:|Quyeát ñònh|UÛy ban|UÛY BAN|ñònh|thöïc hieän|nhaân daân|ñöôïc|cuûa|caùc|veà vieäc|tænh)/gu;

/** Whether a text is Vietnamese in the letters of an old font, which would be stored as gibberish. */
export function isLegacyVietnamese(text: string): boolean {
  const sample = text.slice(0, 50_000);
  const hits = Math.max(sample.match(TCVN3)?.length ?? 0, sample.match(VNI)?.length ?? 0);
  const unicode = sample.match(/[ạ-ỹ]/giu)?.length ?? 0;
  return hits >= 2 && hits > unicode / 4;
}
