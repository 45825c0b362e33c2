-- The one folding of text for every search and filter, as the application has it (Folding.cs); a test holds the two together. Compatible
-- forms are one, case, accents, apostrophes and what cannot be seen are gone, every dash and space is one space. Nearly all text is plain
-- ASCII, and takes the short way.
create function folded(t text) returns text language plpgsql immutable strict parallel safe as $$
declare
    f text := t;
begin
    if octet_length(f) <> char_length(f) then
        f := regexp_replace(
            normalize(translate(f, chr(180), ''), nfkd),
            -- Marks that stand on a letter.
            '[\u0300-\u036F\u0483-\u0489\u0591-\u05BD\u05BF\u05C1\u05C2\u0610-\u061A\u064B-\u065F\u0670'
            '\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F'
            -- What cannot be seen.
            '\u00AD\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164'
            '\uFE00-\uFE0F\uFEFF\uFFA0\uFFF9-\uFFFB\U000E0000-\U000E007F\U000E0100-\U000E01EF'
            -- Apostrophes.
            '\u02B9-\u02BF\u02C8\u055A\u2018-\u201B\u2032\u2035\uA78B\uA78C\uFF07]+', '', 'g');
        f := regexp_replace(f,
            '[\u0080-\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000'
            '\u02D7\u058A\u05BE\u2010-\u2015\u2043\u2212\u301C\u30A0\uFE58\uFE63\uFF0D]+', ' ', 'g');
        if octet_length(f) <> char_length(f) then
            f := translate(f,
                'ØøĐđÐðĦħıŁłŦŧŊςΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ'
                'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ',
                'ooddddhhillttŋσαβγδεζηθικλμνξοπρστυφχψω'
                'абвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ');
            f := regexp_replace(f, '[Ææ]', 'ae', 'g');
            f := regexp_replace(f, '[Œœ]', 'oe', 'g');
            f := regexp_replace(f, '[Þþ]', 'th', 'g');
            f := regexp_replace(f, '[ßẞ]', 'ss', 'g');
        end if;
    end if;

    f := translate(lower(f collate "C"),
        E'-\t\n\r\v\f\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15'
        '\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f\'`', repeat(' ', 32));
    if strpos(f, '  ') > 0 then
        f := regexp_replace(f, ' +', ' ', 'g');
    end if;
    return btrim(f);
end
$$;
revoke execute on function folded(text) from public;
grant execute on function folded(text) to wardwise_app;
