using Spectre.Console;

namespace CardSwitch.Station.Journals;

/// <summary>Work over many rows, with a progress bar where there is a screen and nothing where output is piped.</summary>
internal static class LongWork
{
    /// <summary>Does the work, and returns what it returns.</summary>
    /// <param name="isShown">Whether there is a screen that the bar may have.</param>
    /// <param name="title">What is being done.</param>
    /// <param name="total">How many rows there are; 0 if that is not known.</param>
    /// <param name="work">Tells how many rows are done.</param>
    internal static T Run<T>(bool isShown, string title, long total, Func<IProgress<long>?, T> work)
    {
        if (!isShown) return work(null);
        return AnsiConsole.Progress()
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(),
                new SpinnerColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask(Markup.Escape(title), maxValue: Math.Max(1, total));
                task.IsIndeterminate = total == 0;
                T result = work(new Bar(task));
                task.IsIndeterminate = false;
                task.Value = task.MaxValue;
                return result;
            });
    }

    // Told for every row, and tells the screen a little less often.
    private sealed class Bar(ProgressTask task) : IProgress<long>
    {
        private const int RowsAtOnce = 1024;
        private long shown;

        public void Report(long value)
        {
            if (value - shown < RowsAtOnce) return;
            shown = value;
            task.Value = value;
        }
    }
}
