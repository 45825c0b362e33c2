using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Wardwise.Web;

/// <summary>
/// A list of texts has no nulls in it, whatever was sent: an empty answer in a list is an empty text. By itself it is null, as ever.
/// </summary>
internal sealed class NoNullInLists : IDisplayMetadataProvider
{
    public void CreateDisplayMetadata(DisplayMetadataProviderContext context)
    {
        // What is bound by its own name is a property or a parameter; only what stands in a list is known by its type alone.
        if (context.Key.MetadataKind == ModelMetadataKind.Type && context.Key.ModelType == typeof(string))
        {
            context.DisplayMetadata.ConvertEmptyStringToNull = false;
        }
    }
}
