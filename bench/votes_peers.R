# The same work in R: data.table for the import, base R for the pairs. One line of JSON per task, as votes_bench.
#   Rscript votes_peers.R DATA
suppressMessages(library(data.table))
folder <- commandArgs(TRUE)[1]
say <- function(task, seconds, result)
  cat(sprintf('{"task": "%s", "seconds": %.6f, "result": %.10g}\n', task, seconds, result))
timed <- function(runs, f) min(sapply(seq_len(runs), function(i) system.time(f())[["elapsed"]]))

# A packed file comes through gzip, which fread without further packages wants.
read <- function(file, ...)
  if (endsWith(file, ".gz")) fread(cmd = paste("gzip -dc", shQuote(file)), ...) else fread(file, ...)

wide <- NULL
calls <- NULL
for (end in c(".csv.gz", ".csv")) {
  file <- file.path(folder, paste0("unga_1946_2019_ballots", end))
  if (!file.exists(file)) next
  seconds <- timed(2, function() {
    calls <<- read(file.path(folder, paste0("unga_1946_2019_roll_calls", end)), na.strings = "", fill = TRUE)
    b <- read(file, na.strings = "")
    b[is.na(country_code), country_code := country]
    b[, vote := as.integer(factor(vote, levels = c("yes", "abstain", "no")))]
    b[, country_code := factor(country_code)]
    wide <<- dcast(b, rcid ~ country_code, value.var = "vote", fun.aggregate = function(x) x[1])
  })
  say(paste0("import", end), seconds, sum(!is.na(as.matrix(wide[, -1]))))
}
votes <- as.matrix(wide[, -1])
session <- calls$session[match(wide$rcid, calls$rcid)]

tables <- function(v) {
  y <- (v == 1 & !is.na(v)) + 0; a <- (v == 2 & !is.na(v)) + 0; n <- (v == 3 & !is.na(v)) + 0
  list(yy = crossprod(y), aa = crossprod(a), nn = crossprod(n), ya = crossprod(y, a), yn = crossprod(y, n),
       an = crossprod(a, n))
}
five <- function() {
  sum <- 0
  for (s in unique(session)) {
    t <- tables(votes[session == s, , drop = FALSE])
    same <- t$yy + t$aa + t$nn
    half <- t$ya + t(t$ya) + t$an + t(t$an)
    far <- t$yn + t(t$yn)
    n <- same + half + far
    up <- upper.tri(n)
    exact <- same / n; lijphart <- (same + half / 2) / n
    yesno <- (t$yy + t$nn) / (t$yy + t$nn + far)
    s1 <- 1 - (half + 2 * far) / n; s2 <- 1 - (half + 4 * far) / (2 * n)
    for (m in list(exact, lijphart, yesno, s1, s2)) sum <- sum + sum(m[up], na.rm = TRUE)
  }
  sum
}
result <- 0
say("all pairs, all sessions, five rules", timed(3, function() result <<- five()), result)

corrected <- function() {
  sum <- 0
  for (s in unique(session)) {
    t <- tables(votes[session == s, , drop = FALSE])
    cells <- list(list(t$yy, t$ya, t$yn), list(t(t$ya), t$aa, t$an), list(t(t$yn), t(t$an), t$nn))
    n <- Reduce(`+`, unlist(cells, recursive = FALSE))
    row <- lapply(1:3, function(i) Reduce(`+`, cells[[i]]))
    col <- lapply(1:3, function(j) cells[[1]][[j]] + cells[[2]][[j]] + cells[[3]][[j]])
    ow <- 0; ew <- 0; os <- 0; es <- 0; on <- 0; pe <- 0
    for (i in 1:3) for (j in 1:3) {
      d <- abs(i - j)
      ow <- ow + d^2 / 4 * cells[[i]][[j]]; ew <- ew + d^2 / 4 * row[[i]] * col[[j]]
      os <- os + d / 2 * cells[[i]][[j]]; es <- es + d / 2 * row[[i]] * col[[j]]
      if (i != j) {
        on <- on + cells[[i]][[j]]
        pe <- pe + (row[[i]] + col[[i]]) / 2 * (row[[j]] + col[[j]]) / 2
      }
    }
    kappa <- 1 - n * ow / ew; pi <- 1 - n * on / pe; S <- 1 - 2 * os / n; A <- 2 * (es / n - os) / n
    up <- upper.tri(n)
    for (m in list(kappa, pi, S, A)) sum <- sum + sum(m[up][is.finite(m[up])])
  }
  sum
}
say("all pairs, all sessions, kappa pi S A", timed(3, function() result <<- corrected()), result)
