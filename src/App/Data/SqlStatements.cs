namespace Wardwise.App.Data;

/// <summary>Finds the statements of a script: they end at a semicolon that is not inside quotes or a comment.</summary>
internal static class SqlStatements
{
    /// <summary>Where each statement starts (at its first word) and ends (before its semicolon).</summary>
    public static IEnumerable<(int Start, int End)> In(string sql)
    {
        var start = -1;
        for (var at = 0; at < sql.Length; )
        {
            if (sql[at] == ';')
            {
                if (start >= 0)
                {
                    yield return (start, at);
                }

                start = -1;
                at++;
                continue;
            }

            var comment = AfterComment(sql, at);
            if (comment > at)
            {
                at = comment;
                continue;
            }

            if (start < 0 && !char.IsWhiteSpace(sql[at]))
            {
                start = at;
            }

            at = AfterQuoted(sql, at);
        }

        if (start >= 0)
        {
            yield return (start, sql.Length);
        }
    }

    private static int AfterComment(string sql, int at)
    {
        if (Starts(sql, at, "--"))
        {
            var end = sql.IndexOf('\n', at);
            return end < 0 ? sql.Length : end + 1;
        }

        if (!Starts(sql, at, "/*"))
        {
            return at;
        }

        // PostgreSQL's comments nest.
        var depth = 0;
        do
        {
            depth +=
                Starts(sql, at, "/*") ? 1
                : Starts(sql, at, "*/") ? -1
                : 0;
            at += Starts(sql, at, "/*") || Starts(sql, at, "*/") ? 2 : 1;
        } while (depth > 0 && at < sql.Length);
        return at;
    }

    private static int AfterQuoted(string sql, int at) =>
        sql[at] switch
        {
            // A doubled quote inside reads as the end of one text and the start of the next: the same to us.
            '\'' => After(sql, "'", at + 1, escaped: at > 0 && sql[at - 1] is 'E' or 'e' && (at < 2 || !IsWord(sql[at - 2]))),
            '"' => After(sql, "\"", at + 1),
            '$' when (at == 0 || !IsWord(sql[at - 1])) && Tag(sql, at) is { } tag => After(sql, tag, at + tag.Length),
            _ => at + 1,
        };

    private static int After(string sql, string closing, int at, bool escaped = false)
    {
        for (; at < sql.Length; at++)
        {
            if (escaped && sql[at] == '\\')
            {
                at++;
            }
            else if (Starts(sql, at, closing))
            {
                return at + closing.Length;
            }
        }

        return sql.Length;
    }

    private static string? Tag(string sql, int at)
    {
        var end = at + 1;
        while (end < sql.Length && IsWord(sql[end]))
        {
            end++;
        }

        return end < sql.Length && sql[end] == '$' && !char.IsAsciiDigit(sql[at + 1]) ? sql[at..(end + 1)] : null;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static bool Starts(string sql, int at, string with) => string.CompareOrdinal(sql, at, with, 0, with.Length) == 0;
}
