using Wardwise.Web.Commands;

return await CommandLine.Run(args);
