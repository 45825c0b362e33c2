using Wardwise.Statistics.Retrieval;

namespace Wardwise.Statistics.Tests.Retrieval;

public sealed class SearchQualityTests
{
    private static readonly int[] Ranked = [3, 2, 3, 0, 1, 2];
    private static readonly int[] Judged = [3, 2, 3, 0, 1, 2, 3, 2];

    // The worked example of the encyclopedias: DCG 6.861, ideal 8.740.
    [Fact]
    public void The_ideal_is_over_all_that_was_judged_and_not_over_what_was_found()
    {
        Known.Near(6.861126688594, SearchQuality.Dcg(Ranked.Select(SearchQuality.LinearGain), 6));
        Known.Near(8.740262365546, SearchQuality.Dcg(Judged.Select(SearchQuality.LinearGain).OrderDescending(), 6));
        Known.Near(0.7850023719699, SearchQuality.Ndcg(Ranked, Judged, 6, SearchQuality.LinearGain)!.Value);
        Known.Near(0.961, SearchQuality.Ndcg(Ranked, Ranked, 6, SearchQuality.LinearGain)!.Value, 5e-4);
    }

    [Fact]
    public void With_exponential_gain_the_best_count_for_more() =>
        Known.Near(0.7510833867922, SearchQuality.Ndcg(Ranked, Judged, 6, SearchQuality.ExponentialGain)!.Value, 1e-9);

    // scikit-learn 1.2.1, ndcg_score on the inputs of its own documentation.
    [Theory]
    [InlineData(5, 0.6956940443813076, new[] { 0.1, 0.2, 0.3, 4, 70 })]
    [InlineData(5, 0.4936801913774, new[] { 0.05, 1.1, 1, 0.5, 0 })]
    [InlineData(4, 0.3520244185, new[] { 0.05, 1.1, 1, 0.5, 0 })]
    [InlineData(1, 0.75, new[] { 1.0, 0, 0, 0, 1 })]
    public void Ties_are_every_order_of_them_at_once(int k, double want, double[] scores)
    {
        int[] grades = [10, 0, 0, 1, 5];
        Known.Near(want, SearchQuality.NdcgOfScores([.. scores.Zip(grades)], k, SearchQuality.LinearGain)!.Value, 1e-6);
    }

    [Fact]
    public void A_question_with_nothing_relevant_has_no_figure()
    {
        Assert.Null(SearchQuality.Ndcg([0, 0, 0], [0, 0, 0], 10, SearchQuality.LinearGain));
        Assert.Null(SearchQuality.Recall([false], 0, 20));
        Assert.Null(SearchQuality.AveragePrecision([false], 0));
    }

    [Fact]
    public void A_short_list_has_nothing_in_its_empty_places() =>
        Known.Near(1 / (1 + (1 / Math.Log2(3))), SearchQuality.Ndcg([1], [1, 1], 10, SearchQuality.LinearGain)!.Value);

    [Fact]
    public void The_mean_of_reciprocal_ranks_counts_a_miss_as_nothing()
    {
        bool[][] lists =
        [
            [true],
            [false, false, false, true],
            [false],
            [false, true],
        ];
        Known.Near(0.4375, lists.Average(l => SearchQuality.ReciprocalRank(l)));
        Known.Near(11.0 / 18, new[] { 1, 2, 3 }.Average(r => SearchQuality.ReciprocalRank(Enumerable.Range(1, 3).Select(i => i == r))));
    }

    [Fact]
    public void Recall_and_average_precision_divide_by_all_that_is_relevant()
    {
        bool[] found = [true, false, true, false, false];
        Known.Near(0.5, SearchQuality.Recall(found, 4, 5)!.Value);
        Known.Near((1 + (2.0 / 3)) / 4, SearchQuality.AveragePrecision(found, 4)!.Value);
    }

    [Fact]
    public void Two_judges_agree_by_so_much_more_than_chance()
    {
        Known.Near(
            0.4,
            SearchQuality
                .Kappa([
                    [20, 5],
                    [10, 15],
                ])!
                .Value
        );
        Known.Near(
            0.1304347826087,
            SearchQuality
                .Kappa([
                    [45, 15],
                    [25, 15],
                ])!
                .Value
        );
        Known.Near(
            0.2592592592593,
            SearchQuality
                .Kappa([
                    [25, 35],
                    [5, 35],
                ])!
                .Value
        );
        Assert.Null(
            SearchQuality.Kappa([
                [7, 0],
                [0, 0],
            ])
        );
    }

    [Fact]
    public void Judges_one_grade_apart_disagree_less_than_judges_far_apart()
    {
        var near = SearchQuality
            .Kappa(
                [
                    [10, 3, 0],
                    [3, 10, 3],
                    [0, 3, 10],
                ],
                quadratic: true
            )!
            .Value;
        var far = SearchQuality
            .Kappa(
                [
                    [10, 0, 3],
                    [3, 10, 3],
                    [3, 0, 10],
                ],
                quadratic: true
            )!
            .Value;
        Assert.True(near > far);
        Known.Near(
            1,
            SearchQuality
                .Kappa(
                    [
                        [5, 0],
                        [0, 5],
                    ],
                    quadratic: true
                )!
                .Value
        );
    }

    [Fact]
    public void Two_searches_are_told_apart_by_every_way_of_flipping_the_signs()
    {
        double[] one = [0.62, 0.71, 0.55, 0.8, 0.43, 0.9, 0.66, 0.58, 0.74, 0.69, 0.51, 0.77];
        double[] other = [0.58, 0.73, 0.49, 0.7, 0.41, 0.88, 0.67, 0.5, 0.7, 0.6, 0.52, 0.71];
        Known.Near(0.01025390625, SearchQuality.SignFlip([.. one.Zip(other, (a, b) => a - b)]));
        Assert.Equal(1, SearchQuality.SignFlip([0, 0, 0]));
        // Drawn, where all are too many: 26 against 14 of 40 coins is 0.0807.
        Assert.InRange(SearchQuality.SignFlip([.. Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? -0.1 : 0.1)]), 0.075, 0.087);
    }

    [Fact]
    public void What_is_to_be_judged_is_what_any_of_the_searches_found_first() =>
        Assert.Equal(
            ["r1", "r2", "r4", "r5"],
            SearchQuality.PoolOf<string>(
                [
                    ["r1", "r2", "r3"],
                    ["r2", "r4", "r5"],
                    ["r1", "r5", "r6"],
                ],
                2
            )
        );
}
