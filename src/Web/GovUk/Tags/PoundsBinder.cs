using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Binders;

namespace Wardwise.Web.GovUk.Tags;

/// <summary>Reads an amount as people write it: 40, 1,200.50, £40.</summary>
public sealed class PoundsBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        var sent = bindingContext.ValueProvider.GetValue(bindingContext.ModelName);
        if (sent == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }

        bindingContext.ModelState.SetModelValue(bindingContext.ModelName, sent);
        var typed = (sent.FirstValue ?? "").Trim().TrimStart('£').Trim();
        if (typed.Length == 0)
        {
            bindingContext.Result = ModelBindingResult.Success(null);
        }
        else if (decimal.TryParse(typed, NumberStyles.Number, CultureInfo.InvariantCulture, out var amount))
        {
            bindingContext.Result = ModelBindingResult.Success(amount);
        }
        else
        {
            var named = bindingContext.ModelMetadata.DisplayName ?? "The cost";
            bindingContext.ModelState.TryAddModelError(bindingContext.ModelName, $"{named} must be an amount in pounds, such as 1,200.50.");
        }

        return Task.CompletedTask;
    }
}

public sealed class PoundsBinderProvider : IModelBinderProvider
{
    public IModelBinder? GetBinder(ModelBinderProviderContext context) =>
        context.Metadata.ModelType == typeof(decimal?) ? new BinderTypeModelBinder(typeof(PoundsBinder)) : null;
}
