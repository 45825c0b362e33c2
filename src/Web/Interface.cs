using System.Text.Unicode;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.WebEncoders;
using Wardwise.Web.GovUk.Tags;
using Wardwise.Web.Journeys;
using Wardwise.Web.Parts;
using Wardwise.Web.Security;

namespace Wardwise.Web;

/// <summary>The interface's base: what the pages are made of. Call <see cref="UseWardwiseInterface"/> before routing.</summary>
internal static class Interface
{
    public static IServiceCollection AddWardwiseInterface(this IServiceCollection services)
    {
        services.AddSingleton<Doors>();
        services.AddScoped<JourneyStore>();
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new(UnicodeRanges.All));
        services.AddAntiforgery(o =>
        {
            Harden(o.Cookie, "wardwise-form", SameSiteMode.Strict);
            o.SuppressXFrameOptionsHeader = true;
        });
        services.Configure<CookieTempDataProviderOptions>(o => Harden(o.Cookie, Flash.Cookie, SameSiteMode.Lax));
        services.Configure<RazorPagesOptions>(o => o.Conventions.Add(new NamedInput()));
        services.Configure<MvcOptions>(o =>
        {
            o.ModelBinderProviders.Insert(0, new DateBinderProvider());
            o.ModelBinderProviders.Insert(1, new PoundsBinderProvider());
            o.ModelMetadataDetailsProviders.Add(new NoNullInLists());
            o.Filters.Add<OnlyFormsThatAPageTakes>();
            o.Filters.Add<OnlyWhatWasRead>();
            o.Filters.Add<PlainAddresses>();
            o.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
            Speak(o.ModelBindingMessageProvider);
        });
        return services;
    }

    public static IApplicationBuilder UseWardwiseInterface(this IApplicationBuilder app)
    {
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler("/error/500");
        app.UseStatusCodePagesWithReExecute("/error/{0}");
        app.UseMiddleware<WhenAway>();
        app.UseMiddleware<ReadableRequest>();
        return app;
    }

    private static void Harden(CookieBuilder cookie, string name, SameSiteMode sameSite)
    {
        cookie.Name = name;
        cookie.HttpOnly = true;
        cookie.SameSite = sameSite;
        cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = true;
    }

    // What was typed cannot be read as the kind of value asked for. Almost always it is a number.
    private static void Speak(DefaultModelBindingMessageProvider say)
    {
        say.SetAttemptedValueIsInvalidAccessor((_, name) => $"{name} must be a number or one of the answers shown");
        say.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "Enter a number or choose one of the answers shown");
        say.SetValueMustBeANumberAccessor(name => $"{name} must be a number");
        say.SetNonPropertyValueMustBeANumberAccessor(() => "Enter a number");
        say.SetUnknownValueIsInvalidAccessor(name => $"Enter {name} in another way");
        say.SetNonPropertyUnknownValueIsInvalidAccessor(() => "Enter this in another way");
        say.SetValueIsInvalidAccessor(_ => "Enter this in another way");
        say.SetValueMustNotBeNullAccessor(_ => "Enter an answer");
        say.SetMissingBindRequiredValueAccessor(name => $"Enter {name}");
        say.SetMissingKeyOrValueAccessor(() => "Enter an answer");
        say.SetMissingRequestBodyRequiredValueAccessor(() => "Enter an answer");
    }
}
