using System.Collections;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Wardwise.App.Access;
using Wardwise.Testing;
using Wardwise.Web.Security;

namespace Wardwise.Web.Tests.House;

/// <summary>A page: where it is, who may open it, and every name that it reads.</summary>
public sealed record EveryDoor(RoutePattern Route, Act Act, IReadOnlyList<string> Asked, IReadOnlyList<EveryDoor.Form> Forms)
{
    private const int Deepest = 4;

    /// <param name="Handler">The name of the handler, empty for the page's own.</param>
    /// <param name="Fields">Every name that it reads from what is sent.</param>
    public sealed record Form(string Handler, IReadOnlyList<string> Fields);

    public bool TakesReference => Route.Parameters.Any(p => p.Name == "reference");

    /// <summary>All pages of the route table.</summary>
    public static async Task<IReadOnlyList<EveryDoor>> Of(WebStation web)
    {
        var loader = web.App.Services.GetRequiredService<PageLoader>();
        var doors = new List<EveryDoor>();
        foreach (var endpoint in web.Endpoints)
        {
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is not { } described)
            {
                continue;
            }

            var page = await loader.LoadAsync(described, endpoint.Metadata);
            doors.Add(
                new(
                    endpoint.RoutePattern,
                    endpoint.Metadata.GetMetadata<NeedsAttribute>()!.Act,
                    [
                        .. page.BoundProperties.Where(p => FromAddress(p)).SelectMany(Leaves),
                        .. page.HandlerMethods.Where(m => HttpMethods.IsGet(m.HttpMethod)).SelectMany(m => m.Parameters).SelectMany(Leaves),
                    ],
                    [
                        .. page
                            .HandlerMethods.Where(m => HttpMethods.IsPost(m.HttpMethod))
                            .Select(m => new Form(
                                m.Name ?? "",
                                [.. page.BoundProperties.Concat(m.Parameters).SelectMany(Leaves).Distinct()]
                            )),
                    ]
                )
            );
        }

        return doors;
    }

    /// <summary>The path, with its parameters filled in.</summary>
    public string Path(string reference, string other) => Path(Route, reference, other);

    /// <summary>The path of a route, with its parameters filled in by what they take.</summary>
    public static string Path(RoutePattern route, string reference, string other) =>
        "/" + string.Join('/', route.PathSegments.Select(s => string.Concat(s.Parts.Select(p => Part(p, reference, other)))));

    private static string Part(RoutePatternPart part, string reference, string other) =>
        part switch
        {
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            RoutePatternParameterPart { Name: "reference" } => reference,
            RoutePatternParameterPart parameter => parameter
                .ParameterPolicies.Select(p => Taken(p.Content))
                .FirstOrDefault(t => t is not null)
                ?? other,
            _ => other,
        };

    /// <summary>Something that a constraint takes and that is not there; null for what constrains nothing here.</summary>
    private static string? Taken(string? constraint) =>
        constraint switch
        {
            "guid" => "01890a5d-ac96-774b-bcce-b302099a8057",
            "int" => "404",
            not null when constraint.StartsWith("regex", StringComparison.Ordinal) => System
                .Text.RegularExpressions.Regex.Match(constraint["regex".Length..], "[a-z]+")
                .Value,
            _ => null,
        };

    private static bool FromAddress(ParameterDescriptor property) =>
        property.BindingInfo?.BindingSource == BindingSource.Query
        || property.BindingInfo?.RequestPredicate is { } asked && asked(new ActionContextOfGet());

    private static IEnumerable<string> Leaves(ParameterDescriptor parameter) =>
        parameter.BindingInfo?.BindingSource == BindingSource.Services
            ? []
            : Leaves(parameter.ParameterType, parameter.BindingInfo?.BinderModelName ?? parameter.Name, 0);

    private static IEnumerable<string> Leaves(Type type, string name, int depth)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(DateOnly))
        {
            return [$"{name}.Day", $"{name}.Month", $"{name}.Year", name];
        }

        if (
            type.IsPrimitive
            || type.IsEnum
            || type == typeof(string)
            || type.Namespace?.StartsWith("System", StringComparison.Ordinal) == true && !typeof(IEnumerable).IsAssignableFrom(type)
            || depth == Deepest
        )
        {
            return [name];
        }

        if (typeof(IEnumerable).IsAssignableFrom(type))
        {
            var item = type.IsArray ? type.GetElementType()! : type.GetGenericArguments().LastOrDefault() ?? typeof(string);
            return [name, .. Leaves(item, name + "[0]", depth + 1)];
        }

        var inside = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.SetMethod is not null).ToList();
        return inside.Count == 0 ? [name] : inside.SelectMany(p => Leaves(p.PropertyType, $"{name}.{p.Name}", depth + 1));
    }

    private sealed class ActionContextOfGet : Microsoft.AspNetCore.Mvc.ActionContext
    {
        public ActionContextOfGet() => HttpContext = new DefaultHttpContext { Request = { Method = HttpMethods.Get } };
    }
}
