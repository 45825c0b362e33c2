using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Wardwise.Web;

/// <summary>
/// What a page binds keeps its name even when nothing of it was sent, as when a form of radios is sent unanswered:
/// without it the errors would be called "Kind" instead of "Input.Kind" and would not stand beside their field.
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
    }
}
