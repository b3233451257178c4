# Peers in R, on the tables that ideal_bench writes: one Gibbs iteration of the same ordinal model in plain R, and
# MCMCpack's binary model on a decade. A line of JSON each, as ideal_bench.
#   Rscript ideal_peers.R WORK
suppressMessages({library(data.table); library(MCMCpack)})
folder <- commandArgs(TRUE)[1]
read <- function(name) fread(file.path(folder, name))
say <- function(task, clock, share, result, note)
  cat(sprintf('{"task": "%s", "seconds": %.6f, "cpu": %.6f, "result": %s, "note": "%s"}\n', task,
              clock[["elapsed"]] * share, (clock[["user.self"]] + clock[["sys.self"]]) * share, result, note))

gibbs <- function(iterations) {
  p <- read("places.csv"); j <- read("items.csv"); b <- read("ballots.csv")
  place <- b$place + 1L; item <- b$item + 1L; two <- j$cuts == 2
  low <- b$choice == 0; high <- b$choice == j$cuts[item]
  near <- ifelse(p$before >= 0, p$before, p$after) + 1L
  firm <- ifelse(p$before >= 0, 1 / p$step, ifelse(p$after >= 0, 1 / p$step[near], 1 / 4))
  near[near == 0] <- NA
  total <- function(x, by, n) { s <- numeric(n); r <- rowsum(x, by); s[as.integer(rownames(r))] <- r; s }
  # Bounds of the latent answers, and the logarithm of each choice's chance, by item.
  bounds <- function(cut1, cut2) list(from = ifelse(low, -Inf, ifelse(high & two[item], cut2[item], cut1[item])),
                                      to = ifelse(high, Inf, ifelse(low, cut1[item], cut2[item])))
  chances <- function(theta, beta, cut1, cut2) {
    u <- beta[item] * theta[place]; k <- bounds(cut1, cut2)
    right <- k$from > u
    log(pmax(pnorm(ifelse(right, u - k$from, k$to - u)) - pnorm(ifelse(right, u - k$to, k$from - u)), 1e-300))
  }
  # An item's steps: as wide as the curvature of its own unknowns at the mode says, by differences.
  theta <- p$mode; beta <- j$beta; cut1 <- j$cut1; cut2 <- j$cut2
  value <- function(beta, cut1, cut2, theta) total(chances(theta, beta, cut1, cut2), item, nrow(j)) - beta^2 / 2
  h <- 1e-3
  bent <- function(f) pmax(-(f(h) - 2 * f(0) + f(-h)) / h^2, 1e-3)
  width <- 2.38 / sqrt(1 + j$cuts)
  sd_beta <- width / sqrt(bent(function(d) value(beta + d, cut1, cut2, theta)))
  sd_cut1 <- width / sqrt(bent(function(d) value(beta, cut1 + d, cut2, theta)))
  sd_cut2 <- width / sqrt(bent(function(d) value(beta, cut1, cut2 + d, theta)))
  at_mode <- sum(chances(theta, beta, cut1, cut2))
  centre <- theta; sums <- numeric(nrow(p)); set.seed(1)
  clock <- system.time(for (i in seq_len(iterations)) {
    # Latent answers by the inverse of the distribution function, from the nearer tail.
    u <- beta[item] * theta[place]; k <- bounds(cut1, cut2)
    turn <- ifelse(k$from > u, -1, 1)
    a <- pnorm(ifelse(turn < 0, u - k$to, k$from - u)); z <- pnorm(ifelse(turn < 0, u - k$from, k$to - u))
    z <- u + turn * qnorm(pmin(pmax(a + runif(length(a)) * (z - a), 1e-300), 1 - 1e-16))
    # Places, each drawn to the conditional mean of the one before; the line is standardised.
    precision <- total(beta[item]^2, place, nrow(p)) + firm
    pull <- total(beta[item] * z, place, nrow(p)) + firm * ifelse(is.na(near), 0, centre[near])
    centre <- pull / precision
    theta <- pmin(pmax(centre + rnorm(nrow(p)) / sqrt(precision), -5), 5)
    shift <- mean(theta); scale <- sqrt(mean((theta - shift)^2))
    theta <- (theta - shift) / scale; centre <- (centre - shift) / scale
    # Items: a Metropolis step without the latent answers.
    new <- list(beta + sd_beta * rnorm(nrow(j)), cut1 + sd_cut1 * rnorm(nrow(j)), cut2 + sd_cut2 * rnorm(nrow(j)))
    gain <- value(new[[1]], new[[2]], new[[3]], theta) - value(beta, cut1, cut2, theta)
    take <- log(runif(nrow(j))) < gain & (!two | new[[2]] < new[[3]])
    beta[take] <- new[[1]][take]; cut1[take] <- new[[2]][take]; cut2[take] <- new[[3]][take]
    sums <- sums + theta
  })
  say("Gibbs iteration, full ordinal model, one thread", clock, 1 / iterations, sprintf("%.10g", at_mode),
      sprintf("mean of %d iterations from blocs' mode, whose mean correlates %.4f with blocs' means; result: log likelihood at that mode",
              iterations, cor(sums, p$mean)))
}
gibbs(10)

# Yes or not; each state's point walks from session to session.
decade <- function(iterations) {
  p <- read("decade_places.csv"); b <- read("decade_ballots.csv"); j <- read("decade_items.csv")
  state <- p$state[b$place + 1]; session <- p$session[b$place + 1]
  first <- tapply(session, b$item, min)  # an item of several sessions counts under its first
  votes <- matrix(NA_integer_, max(p$state) + 1, nrow(j))
  votes[cbind(state + 1, b$item + 1)] <- as.integer(b$choice > 0)
  votes <- votes[, order(first)]
  rownames(votes) <- paste0("S", seq_len(nrow(votes)))
  score <- tapply(p$mean, p$state, mean)
  sample <- function(n) MCMCdynamicIRT1d(votes, item.time.map = sort(first) + 1, theta.start = as.numeric(score),
    burnin = 0, mcmc = n, thin = 1, verbose = 0, seed = 1, a0 = 0, A0 = 1, b0 = 0, B0 = 1,
    theta.constraints = setNames(list("+", "-"), rownames(votes)[c(which.max(score), which.min(score))]))
  # What comes before the first iteration counts once.
  before <- system.time(sample(2))
  clock <- before + (system.time(out <- sample(iterations)) - before) * (21000 / (iterations - 2))
  theirs <- colMeans(out)
  name <- paste0("theta.S", p$state + 1, ".t", p$session + 1)
  both <- name %in% names(theirs)
  say("ideal points of a decade", clock, 1, "null",
      sprintf("MCMCpack %s, binary (yes or not), %d iterations scaled to its default 21,000; correlates %.3f with blocs",
              packageVersion("MCMCpack"), iterations, cor(theirs[name[both]], p$mean[both])))
}
decade(100)
