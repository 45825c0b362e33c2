using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Routing.Patterns;

namespace Wardwise.Web;

/// <summary>
/// What a page binds keeps its name even when nothing of it was sent, as when a form of radios is sent unanswered:
/// without it the errors would be called "Kind" instead of "Input.Kind" and would not stand beside their field.
/// What an address names is read from the address alone: a form that sends the same name does not put another in its place.
/// </summary>
internal sealed class NamedInput : IPageApplicationModelConvention
{
    public void Apply(PageApplicationModel model)
    {
        foreach (var property in model.HandlerProperties)
        {
            if (property.BindingInfo is { BinderModelName: null } binding)
            {
                binding.BinderModelName = property.PropertyName;
            }
        }

        var inAddress = RoutePatternFactory.Parse(model.RouteTemplate ?? "").Parameters.Select(p => p.Name).ToList();
        foreach (var property in model.HandlerProperties.Where(p => p.BindingInfo is not null))
        {
            property.BindingInfo = FromAddress(
                property.BindingInfo,
                property.BindingInfo!.BinderModelName ?? property.PropertyName,
                inAddress
            );
        }

        foreach (var parameter in model.HandlerMethods.SelectMany(m => m.Parameters))
        {
            parameter.BindingInfo = FromAddress(
                parameter.BindingInfo,
                parameter.BindingInfo?.BinderModelName ?? parameter.ParameterName,
                inAddress
            );
        }
    }

    private static BindingInfo? FromAddress(BindingInfo? binding, string name, List<string> inAddress)
    {
        if (binding?.BindingSource is null && inAddress.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            binding ??= new();
            binding.BindingSource = BindingSource.Path;
        }

        return binding;
    }
}
