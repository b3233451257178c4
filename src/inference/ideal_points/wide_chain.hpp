#pragma once

#include "blocs/inference/ideal_wide.hpp"
#include "chain_runs.hpp"
#include "parts.hpp"
#include "small_matrix.hpp"

namespace blocs::inference::ideal {

/// The unknowns of the wider model in D dimensions; those of attendance are empty where it is not modelled.
template <std::size_t D>
struct WideState {
  std::vector<Vector<D>> theta, centre;  ///< by place; `centre` as of `Chain`
  std::vector<Vector<D>> beta;           ///< by item
  std::vector<double> cut1, cut2;
  std::vector<double> habit;           ///< by place: a
  std::vector<double> level;           ///< by call: c
  std::vector<Vector<D>> lean;         ///< by call: d
  double kappa = 0;                    ///< of lean on beta
  double erratic = 0.1, habits = 0.5;  ///< variances: of lean about kappa * beta, of habit
  std::vector<Square<D + 2>> bends;    ///< by item: what steps are fitted to, a mean of curvatures
};

/// One Markov chain over the wider model (see `draw_wide`). The numbers of iteration i are streams of their
/// own, so that a chain can be gone on with from its state alone.
template <std::size_t D>
class WideChain final : public AnyChain {
 public:
  /// Steps of items are fitted to where the chain stands now and then in the burn-in, and at the end to the
  /// mean over its second half.
  WideChain(const IdealData& data, const IdealFit& fit, const WideModel& model, const GibbsOptions& options,
            std::size_t chain);

  void step() override;
  /// The places, axis by axis; for the axes D x D sums of beta beta' over ballots; and the numbers of
  /// attendance, if it is modelled.
  void keep(std::vector<float>& kept) const override;
  ChainNumbers numbers() const override;
  void go_on(ChainNumbers numbers) override;

 private:
  /// What latent answers say of each place.
  struct Pulls {
    std::vector<Square<D>> precision;
    std::vector<Vector<D>> pull;
    std::vector<double> came;      ///< sums of w - c over calls
    std::vector<Vector<D>> leans;  ///< sums of d
    std::vector<double> calls;
  };

  void begin(const IdealFit& fit);
  Pulls latent_answers(RandomStream& random);
  void attend(Pulls& pulls, RandomStream& random);
  void move_forward(Pulls& pulls, RandomStream& random);
  void move_paths(Pulls& pulls, RandomStream& random);
  void standardise(bool items);
  void move_habits(const Pulls& pulls, RandomStream& random);
  void move_calls(RandomStream& random);
  void move_items(RandomStream& random);
  void move_scales(RandomStream& random);
  double item_value(std::size_t item, const Vector<D>& beta, double cut1, double cut2);
  double lean_value(std::size_t item, const Vector<D>& beta) const;
  void fit_steps();
  Square<D + 2> bend_of(std::size_t item);

  const IdealData& data_;
  const WideModel& model_;
  Walk walk_;
  double first_variance_;
  std::uint64_t seed_;
  std::uint64_t burn_in_;
  std::uint64_t iteration_ = 0, proposed_ = 0, taken_ = 0;
  WideState<D> at_;
  std::vector<std::vector<std::uint32_t>> parts_of_, calls_of_;  ///< by item
  std::vector<std::uint32_t> session_of_part_;
  std::vector<double> wanted_;  ///< by member of a call: w, how much it wanted to come
  std::vector<double> u_;       ///< by place of a session: beta'theta
  Lanes lanes_;
};

extern template class WideChain<1>;
extern template class WideChain<2>;

}  // namespace blocs::inference::ideal
