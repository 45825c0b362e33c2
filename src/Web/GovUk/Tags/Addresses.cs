using Microsoft.AspNetCore.Http.Extensions;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>The address of this page with a part of its query changed: what sorting, paging and chips link to.</summary>
public static class Addresses
{
    public static string With(HttpRequest request, params ReadOnlySpan<(string Name, string? Value)> changes)
    {
        var query = request.Query.SelectMany(q => q.Value, (q, value) => new KeyValuePair<string, string?>(q.Key, value)).ToList();
        foreach (var (name, value) in changes)
        {
            query.RemoveAll(q => q.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (value is not null)
            {
                query.Add(new(name, value));
            }
        }

        return request.PathBase
            + request.Path
            + new QueryBuilder(
                query.Where(q => !string.IsNullOrEmpty(q.Value)).Select(q => new KeyValuePair<string, string>(q.Key, q.Value!))
            );
    }

    /// <summary>Without one value of a field that may have several.</summary>
    public static string Without(HttpRequest request, string name, string value)
    {
        var query = request
            .Query.SelectMany(q => q.Value, (q, v) => new KeyValuePair<string, string?>(q.Key, v))
            .Where(q => !string.IsNullOrEmpty(q.Value) && q.Key != "page" && !(q.Key == name && q.Value == value))
            .Select(q => new KeyValuePair<string, string>(q.Key, q.Value!));
        return request.PathBase + request.Path + new QueryBuilder(query);
    }
}
