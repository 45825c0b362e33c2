using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace Wardwise.Web.GovUk;

/// <summary>One HTML element. Strings are encoded as they are written; only <see cref="IHtmlContent"/> goes out as it is.</summary>
public sealed class Element(string name) : IHtmlContent
{
    private static readonly HashSet<string> WithoutEnd = ["area", "br", "hr", "img", "input", "link", "meta"];
    private readonly List<KeyValuePair<string, string?>> _attributes = [];
    private readonly List<object> _children = [];
    private string? _classes;

    public static Element Of(string name, string? classes = null, params ReadOnlySpan<object?> children) =>
        new Element(name).Class(classes).Add(children);

    public Element Class(params ReadOnlySpan<string?> classes)
    {
        foreach (var item in classes)
        {
            if (!string.IsNullOrWhiteSpace(item))
            {
                _classes = _classes is null ? item : $"{_classes} {item}";
            }
        }

        return this;
    }

    /// <summary>Left out when there is no value; a value given first stands.</summary>
    public Element Attr(string key, object? value)
    {
        if (value is not null && !Has(key))
        {
            _attributes.Add(
                new(key, value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture))
            );
        }

        return this;
    }

    public Element AttrIfAny(string key, string? value) => string.IsNullOrEmpty(value) ? this : Attr(key, value);

    public Element Flag(string key, bool on)
    {
        if (on && !Has(key))
        {
            _attributes.Add(new(key, null));
        }

        return this;
    }

    public Element Attrs(Attributes? attributes)
    {
        foreach (var (key, value) in attributes ?? [])
        {
            if (!Has(key))
            {
                _attributes.Add(new(key, value));
            }
        }

        return this;
    }

    public Element Add(params ReadOnlySpan<object?> children)
    {
        foreach (var child in children)
        {
            if (child is IEnumerable<object?> many)
            {
                Add([.. many]);
            }
            else if (child is not null)
            {
                _children.Add(child);
            }
        }

        return this;
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write('<');
        writer.Write(name);
        if (_classes is not null)
        {
            WriteAttribute(writer, encoder, "class", _classes);
        }

        foreach (var (key, value) in _attributes)
        {
            WriteAttribute(writer, encoder, key, value);
        }

        writer.Write('>');
        if (WithoutEnd.Contains(name))
        {
            return;
        }

        foreach (var child in _children)
        {
            WriteChild(writer, encoder, child);
        }

        writer.Write("</");
        writer.Write(name);
        writer.Write('>');
    }

    public override string ToString()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private bool Has(string key) =>
        (key == "class" && _classes is not null) || _attributes.Exists(a => a.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    internal static void WriteChild(TextWriter writer, HtmlEncoder encoder, object child)
    {
        if (child is IHtmlContent html)
        {
            html.WriteTo(writer, encoder);
        }
        else
        {
            encoder.Encode(writer, Convert.ToString(child, CultureInfo.InvariantCulture) ?? "");
        }
    }

    private static void WriteAttribute(TextWriter writer, HtmlEncoder encoder, string key, string? value)
    {
        writer.Write(' ');
        writer.Write(key);
        if (value is null)
        {
            return;
        }

        writer.Write("=\"");
        encoder.Encode(writer, value);
        writer.Write('"');
    }
}

/// <summary>Pieces side by side, without an element around them.</summary>
public sealed class Pieces(params object?[] pieces) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        foreach (var piece in pieces)
        {
            if (piece is not null)
            {
                Element.WriteChild(writer, encoder, piece);
            }
        }
    }
}

/// <summary>Further attributes of an element, in order; a null value is an attribute without one.</summary>
public sealed class Attributes : Dictionary<string, string?>;
