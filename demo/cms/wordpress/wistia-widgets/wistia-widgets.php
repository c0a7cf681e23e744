<?php
/**
 * Plugin Name: Wistia widgets
 * Description: Statistics of your Wistia videos in posts and pages: a block, a shortcode and plain placeholders.
 * Version: 0.1.0
 * Requires at least: 6.0
 * Requires PHP: 7.4
 * License: MIT
 */

defined( 'ABSPATH' ) || exit;

const WISTIA_WIDGETS_OPTION = 'wistia_widgets';

/** Widgets that may be asked for. The private ones have no place in a post. */
const WISTIA_WIDGETS_NAMES = array( 'play-count', 'engagement-graph', 'heatmap', 'trend', 'recommendations' );

/** The settings, each a string. */
function wistia_widgets_settings() {
	$defaults = array(
		'source'    => '',
		'version'   => '',
		'integrity' => '',
	);
	return array_merge( $defaults, array_intersect_key( (array) get_option( WISTIA_WIDGETS_OPTION, array() ), $defaults ) );
}

/**
 * The markup of a widget: a placeholder, which the script upgrades in place, and which reads well without it.
 *
 * @param string $widget   Name without its prefix: play-count.
 * @param array  $given    Attributes of the element.
 * @param string $fallback What is shown until there is a figure. Markup of the post, filtered already.
 */
function wistia_widgets_markup( $widget, $given, $fallback = '' ) {
	if ( ! in_array( $widget, WISTIA_WIDGETS_NAMES, true ) ) {
		return current_user_can( 'edit_posts' )
			? '<p>' . esc_html( sprintf( 'Wistia widgets: there is no widget "%s". Known are %s.', $widget, implode( ', ', WISTIA_WIDGETS_NAMES ) ) ) . '</p>'
			: '';
	}
	$data = ' data-wistia-widget="' . esc_attr( $widget ) . '"';
	foreach ( $given as $name => $value ) {
		// The source is the site's affair, not a post's; and no attribute here runs a script.
		if ( ! preg_match( '/^[a-z][a-z-]*$/', $name ) || in_array( $name, array( 'base-url', 'token', 'style', 'class' ), true ) || 0 === strpos( $name, 'on' ) ) {
			continue;
		}
		$data .= ' data-' . $name . '="' . esc_attr( $value ) . '"';
	}
	// A number stands in a sentence; the others are blocks.
	$tag = 'play-count' === $widget ? 'span' : 'div';
	return "<$tag class=\"wistia-widget\"$data>$fallback</$tag>";
}

/** [wistia widget="play-count" media-id="993554ba94"]many plays[/wistia] */
function wistia_widgets_shortcode( $given, $content = '' ) {
	$attributes = array();
	foreach ( (array) $given as $name => $value ) {
		// A name alone, without a value, is an attribute that is switched on.
		$attributes += is_int( $name ) ? array( strtolower( $value ) => '' ) : array( strtolower( $name ) => $value );
	}
	$widget = isset( $attributes['widget'] ) ? $attributes['widget'] : 'play-count';
	unset( $attributes['widget'] );
	return wistia_widgets_markup( $widget, $attributes, do_shortcode( (string) $content ) );
}

/** The block's markup, made when the page is: nothing that an author may not write has to be stored. */
function wistia_widgets_block( $attributes ) {
	$given = array();
	foreach ( array( 'mediaId' => 'media-id', 'projectId' => 'project-id', 'field' => 'field', 'last' => 'last' ) as $from => $to ) {
		if ( ! empty( $attributes[ $from ] ) ) {
			$given[ $to ] = $attributes[ $from ];
		}
	}
	$widget   = isset( $attributes['widget'] ) ? $attributes['widget'] : 'play-count';
	$fallback = isset( $attributes['fallback'] ) ? esc_html( $attributes['fallback'] ) : '';
	return wistia_widgets_markup( $widget, $given, $fallback );
}

function wistia_widgets_init() {
	add_shortcode( 'wistia', 'wistia_widgets_shortcode' );
	register_block_type( __DIR__ . '/block', array( 'render_callback' => 'wistia_widgets_block' ) );
}
add_action( 'init', 'wistia_widgets_init' );

/** Loads the script on pages that hold a widget, also one that was written by hand. */
function wistia_widgets_enqueue( $content ) {
	$settings = wistia_widgets_settings();
	if ( $settings['source'] && false !== strpos( $content, 'wistia-widget' ) ) {
		$file = $settings['version'] ? "wistia-widgets-{$settings['version']}.js" : 'wistia-widgets.js';
		wp_enqueue_script( 'wistia-widgets', $settings['source'] . $file, array(), null, true );
	}
	return $content;
}
add_filter( 'the_content', 'wistia_widgets_enqueue', 100 );
add_filter( 'widget_block_content', 'wistia_widgets_enqueue', 100 );

function wistia_widgets_script_tag( $tag, $handle ) {
	if ( 'wistia-widgets' !== $handle ) {
		return $tag;
	}
	$settings = wistia_widgets_settings();
	$extra    = ' async';
	if ( $settings['integrity'] && $settings['version'] ) {
		$extra .= ' crossorigin="anonymous" integrity="' . esc_attr( $settings['integrity'] ) . '"';
	}
	return str_replace( ' src=', $extra . ' src=', $tag );
}
add_filter( 'script_loader_tag', 'wistia_widgets_script_tag', 10, 2 );

/** Checks the settings at the door. What cannot be used is told, and the old value stays. */
function wistia_widgets_sanitize( $given ) {
	$settings = wistia_widgets_settings();
	$given    = array_map( 'trim', array_merge( $settings, array_map( 'strval', (array) $given ) ) );
	$source   = esc_url_raw( $given['source'], array( 'https', 'http' ) );
	if ( '' === $given['source'] ) {
		$settings['source'] = '';
	} elseif ( $source && wp_parse_url( $source, PHP_URL_HOST ) ) {
		$settings['source'] = trailingslashit( $source );
	} else {
		add_settings_error( WISTIA_WIDGETS_OPTION, 'source', 'The source is not an address: write it like https://stats.example.com/.' );
	}
	if ( preg_match( '/^$|^\d+\.\d+\.\d+[\w.-]*$/', $given['version'] ) ) {
		$settings['version'] = $given['version'];
	} else {
		add_settings_error( WISTIA_WIDGETS_OPTION, 'version', 'The version is not one: write it like 0.1.0, or leave it empty for the newest.' );
	}
	if ( preg_match( '/^$|^sha(256|384|512)-[A-Za-z0-9+\/=]+$/', $given['integrity'] ) ) {
		$settings['integrity'] = $given['integrity'];
	} else {
		add_settings_error( WISTIA_WIDGETS_OPTION, 'integrity', 'The integrity is not a hash: copy it from the release, it begins with sha384-.' );
	}
	return $settings;
}

function wistia_widgets_admin_init() {
	register_setting( WISTIA_WIDGETS_OPTION, WISTIA_WIDGETS_OPTION, array( 'type' => 'array', 'sanitize_callback' => 'wistia_widgets_sanitize' ) );
}
add_action( 'admin_init', 'wistia_widgets_admin_init' );

function wistia_widgets_admin_menu() {
	add_options_page( 'Wistia widgets', 'Wistia widgets', 'manage_options', 'wistia-widgets', 'wistia_widgets_settings_page' );
}
add_action( 'admin_menu', 'wistia_widgets_admin_menu' );

function wistia_widgets_settings_page() {
	$settings = wistia_widgets_settings();
	$fields   = array(
		'source'    => array( 'Source', 'Address of your gateway or of a snapshot’s folder, https://stats.example.com/. The script is loaded from there.' ),
		'version'   => array( 'Version', 'Empty for the newest. A version’s file never changes, and can be checked.' ),
		'integrity' => array( 'Integrity', 'The hash of that version (sha384-…), as its release says. Browsers refuse a file that does not fit.' ),
	);
	echo '<div class="wrap"><h1>Wistia widgets</h1><form method="post" action="options.php">';
	settings_fields( WISTIA_WIDGETS_OPTION );
	echo '<table class="form-table" role="presentation">';
	foreach ( $fields as $name => list( $label, $help ) ) {
		printf(
			'<tr><th scope="row"><label for="wistia-widgets-%1$s">%2$s</label></th><td><input class="regular-text" id="wistia-widgets-%1$s" name="%3$s[%1$s]" value="%4$s" aria-describedby="wistia-widgets-%1$s-help"><p class="description" id="wistia-widgets-%1$s-help">%5$s</p></td></tr>',
			esc_attr( $name ),
			esc_html( $label ),
			esc_attr( WISTIA_WIDGETS_OPTION ),
			esc_attr( $settings[ $name ] ),
			esc_html( $help )
		);
	}
	echo '</table>';
	submit_button();
	echo '</form></div>';
}
